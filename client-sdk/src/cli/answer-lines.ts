// SPDX-License-Identifier: Apache-2.0
import type { Basis } from '../answers.js';
import type { Listing } from '../http/listing.js';
import type { Session } from './session.js';
import { objectTable } from './table.js';
import { say, type Language } from './words.js';

/** One line on what an answer is based on and what it leaves out: a silent gap would be a fault. */
export function basisLine(basis: Partial<Basis> | undefined, language: Language): string | undefined {
  if (basis?.asOfBlock === undefined) return undefined;
  const parts = [say(language, 'asOf', { block: basis.asOfBlock })];
  if ((basis.pending ?? 0) > 0) parts.push(say(language, 'pending', { count: basis.pending ?? 0 }));
  for (const { count, scope, reason } of basis.withheld ?? []) {
    parts.push(say(language, 'withheld', { count, scope, reason }));
  }
  return parts.join('; ');
}

/** A result with its two faces: for programs as it is, for people as text with the basis behind it. */
export interface Shown {
  readonly value: unknown;
  readonly text: () => string;
  readonly basis?: Partial<Basis> | undefined;
}

/** Writes a result. */
export function show({ terminal, style }: Session, { value, text, basis }: Shown): void {
  if (style.json) {
    terminal.out(JSON.stringify(value, null, 2));
    return;
  }
  terminal.out(text());
  const line = basisLine(basis, style.language);
  if (line !== undefined) terminal.err(line);
}

/** The first entries of a list, with what they are based on. */
export async function firstOf<T>(
  listing: Listing<T>,
  count: number,
): Promise<{ data: T[]; basis: Basis | undefined }> {
  const data: T[] = [];
  for await (const entry of listing) {
    data.push(entry);
    if (data.length >= count) break;
  }
  return { data, basis: listing.basis };
}

/** Objects as a table, or a word for none. */
export function tableOrNone(objects: readonly object[], { style }: Session): string {
  return objects.length === 0 ? say(style.language, 'none') : objectTable(objects);
}
