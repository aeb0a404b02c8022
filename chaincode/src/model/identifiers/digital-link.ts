// SPDX-License-Identifier: Apache-2.0
import { isGs1Key } from './gs1-keys.js';
import { canonicalName, percentDecoded, type Gs1Element, type Gs1Reading } from './gs1-name.js';

/** Scheme and host, then the path; what follows a question mark or hash describes, it does not name. */
const form = /^(https?:\/\/[^/?#]+)(\/[^?#]*)?/;

interface Segment {
  readonly text: string;
  readonly at: number;
}

/**
 * Reads a GS1 Digital Link URI of any domain (GS1 Digital Link URI Syntax, section 4): the part of the path that
 * begins with a key.
 */
export function readDigitalLink(text: string): Gs1Reading {
  const match = form.exec(text);
  if (match === null) return { fault: { code: 'CHARACTER', start: 0, length: 1 } };
  const [, host = '', path = ''] = match;
  const segments = segmentsOf(path, host.length);
  const first = segments.findIndex(({ text: ai }, i) => isGs1Key(ai) && (segments.length - i) % 2 === 0);
  if (first === -1) return { fault: { code: 'KEY', start: host.length, length: path.length } };
  const elements: Gs1Element[] = [];
  for (let i = first; i < segments.length; i += 2) {
    const [ai, value] = [segments[i] as Segment, segments[i + 1] as Segment];
    elements.push({ ai: ai.text, at: ai.at, value: percentDecoded(value.text, value.at) });
  }
  return canonicalName(elements);
}

function segmentsOf(path: string, at: number): readonly Segment[] {
  return [...path.matchAll(/[^/]+/g)].map((match) => ({ text: match[0], at: at + match.index }));
}
