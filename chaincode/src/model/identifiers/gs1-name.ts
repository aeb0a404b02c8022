// SPDX-License-Identifier: Apache-2.0
import { isGs1Identifier, isGs1Key, gs1ValueFault, qualifiersOf } from './gs1-keys.js';
import type { IdentifierFault } from './identifier-fault.js';

/** A value as it was read, and where each of its characters stands in the text. */
export interface PlacedText {
  readonly text: string;
  /** index of each character in the text that was read, and last of all where the value ends */
  readonly places: readonly number[];
}

/** An application identifier with its value. */
export interface Gs1Element {
  readonly ai: string;
  /** index of the identifier in the text that was read */
  readonly at: number;
  readonly value: PlacedText;
}

/** The canonical name of a thing, or what is wrong with how it was written. */
export type Gs1Reading = { readonly uri: string } | { readonly fault: IdentifierFault };

/** What names a trade item or piece most exactly, the first that is there. */
const finest = ['21', '235', '10', '254', '8011'];

/**
 * The canonical GS1 Digital Link URI of a key and its qualifiers: at id.gs1.org, without what a finer qualifier
 * makes needless, so that all ways to write a name end in one text (CBV 2.0, section 8.9).
 */
export function canonicalName(elements: readonly Gs1Element[]): Gs1Reading {
  const fault = elementsFault(elements);
  if (fault !== undefined) return { fault };
  const [key, ...rest] = elements;
  const qualifier = finest.map((ai) => rest.find((element) => element.ai === ai)).find((found) => found);
  const path = [key, qualifier].flatMap((element) =>
    element === undefined ? [] : [element.ai, encode(element.value.text)],
  );
  return { uri: ['https://id.gs1.org', ...path].join('/') };
}

/** Letters of a text in place, as it stands there. */
export function placed(text: string, at: number): PlacedText {
  return { text, places: Array.from({ length: text.length + 1 }, (_, i) => at + i) };
}

/** A text in which some characters are written as percent and two hexadecimal digits (RFC 3986, 2.1). */
export function percentDecoded(raw: string, at: number): PlacedText {
  const places: number[] = [];
  let text = '';
  for (let i = 0; i < raw.length;) {
    places.push(at + i);
    const code = /^%([0-9A-Fa-f]{2})/.exec(raw.slice(i, i + 3))?.[1];
    // A percent sign that starts nothing becomes a character that no GS1 value may hold.
    text +=
      code === undefined ? raw.charAt(i).replace('%', '\uFFFD') : String.fromCharCode(parseInt(code, 16));
    i += code === undefined ? 1 : 3;
  }
  return { text, places: [...places, at + raw.length] };
}

function elementsFault(elements: readonly Gs1Element[]): IdentifierFault | undefined {
  const [key, ...rest] = elements;
  if (key === undefined) return { code: 'LENGTH', start: 0, length: 0 };
  return keyFault(key, rest) ?? elements.map(valueFault).find((fault) => fault !== undefined);
}

function keyFault(key: Gs1Element, rest: readonly Gs1Element[]): IdentifierFault | undefined {
  if (!isGs1Key(key.ai)) return { code: 'KEY', start: key.at, length: key.ai.length };
  let next = 0;
  for (const { ai, at } of rest) {
    const place = qualifiersOf(key.ai).indexOf(ai, next);
    if (place === -1) return { code: 'KEY', start: at, length: ai.length };
    next = place + 1;
  }
  return undefined;
}

function valueFault({ ai, value: { text, places } }: Gs1Element): IdentifierFault | undefined {
  if (!isGs1Identifier(ai)) return undefined;
  const fault = gs1ValueFault(ai, text);
  if (fault === undefined) return undefined;
  const start = places[fault.start] ?? 0;
  const end = places[fault.start + fault.length] ?? start;
  return { code: fault.code, start, length: end - start };
}

/** As `encodeURIComponent`, and what that leaves of the reserved characters (RFC 3986, section 2.2). */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
