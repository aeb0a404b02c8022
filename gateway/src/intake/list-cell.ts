// SPDX-License-Identifier: Apache-2.0
import { putGuard, takeOffGuard } from './formula-guard.js';

/** A list of texts in one cell, `a;b`: a semicolon within an item is `\;`, and a backslash `\\`. */
const pieceForm = /\\([\\;])|;|[^\\;]+|\\/gu;

/** Writes a list of texts as one cell. */
export function writeList(items: readonly string[]): string {
  return items.map((item) => putGuard(item).replaceAll('\\', '\\\\').replaceAll(';', '\\;')).join(';');
}

/** Reads a list of texts from one cell; blank items say nothing. */
export function readList(cell: string): readonly string[] {
  const items: string[] = [];
  let item = '';
  for (const [piece, escaped] of cell.matchAll(pieceForm)) {
    if (piece === ';') {
      items.push(item);
      item = '';
    } else {
      item += escaped ?? piece;
    }
  }
  return [...items, item].map((text) => takeOffGuard(text.trim())).filter((text) => text !== '');
}
