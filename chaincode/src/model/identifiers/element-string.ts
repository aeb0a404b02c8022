// SPDX-License-Identifier: Apache-2.0
import { isGs1Identifier } from './gs1-keys.js';
import { canonicalName, placed, type Gs1Element, type Gs1Reading } from './gs1-name.js';

/** A number in brackets; values may hold brackets too, so only those around a known identifier part them. */
const bracketed = /\((\d{2,4})\)/g;

/** Reads a GS1 element string as people print it below a bar code: `(01)09521234000013(10)RC-01`. */
export function readElementString(text: string): Gs1Reading {
  const starts = [...text.matchAll(bracketed)].filter(
    ({ 1: ai = '', index }) => index === 0 || isGs1Identifier(ai),
  );
  if (starts[0]?.index !== 0) return { fault: { code: 'CHARACTER', start: 0, length: 1 } };
  const elements = starts.map(({ 0: whole, 1: ai = '', index }, i): Gs1Element => {
    const at = index + whole.length;
    return { ai, at: index + 1, value: placed(text.slice(at, starts[i + 1]?.index ?? text.length), at) };
  });
  return canonicalName(elements);
}
