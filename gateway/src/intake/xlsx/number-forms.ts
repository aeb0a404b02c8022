// SPDX-License-Identifier: Apache-2.0
import { readShortXml } from './xml.js';

/** What a number in a cell means by the format in which it is shown. */
export type NumberForm = 'number' | 'date' | 'percent';

/**
 * Formats that every program knows by number (ECMA-376 part 1, 18.8.30). 27 to 36 and 50 to 58 are dates in the
 * Chinese, Japanese and Korean versions, such as 2026年1月5日.
 */
const dateIds = [...range(14, 22), ...range(27, 36), ...range(45, 47), ...range(50, 58)];
const KNOWN: ReadonlyMap<number, NumberForm> = new Map([
  ...dateIds.map((id) => [id, 'date'] as const),
  [9, 'percent'],
  [10, 'percent'],
]);

/**
 * Parts of a format that are shown as they stand, and conditions, colours and locales in brackets. One that is never
 * closed ends with the format: looked for anew from every mark, its end would cost the square of the length.
 */
const literalForm = /"[^"]*(?:"|$)|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*(?:\]|$)/gi;

/**
 * Reads the styles of a workbook.
 *
 * @returns the form of each cell style by its number; one that a cell names and that is not there is a number
 */
export function readNumberForms(styles: string): readonly NumberForm[] {
  const custom = new Map<number, NumberForm>();
  const forms: NumberForm[] = [];
  let isCellStyle = false;
  readShortXml(styles, {
    open(name, attributes) {
      if (name === 'numFmt')
        custom.set(Number(attributes['numFmtId']), formOf(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') isCellStyle = true;
      if (name === 'xf' && isCellStyle) {
        const id = Number(attributes['numFmtId'] ?? 0);
        forms.push(custom.get(id) ?? KNOWN.get(id) ?? 'number');
      }
    },
    close(name) {
      if (name === 'cellXfs') isCellStyle = false;
    },
  });
  return forms;
}

/** Judges a format by its first section, which is that of positive numbers. */
export function formOf(format: string): NumberForm {
  const [first = ''] = format.replace(literalForm, '').split(';');
  if (/[ymdhs]/i.test(first.replace(/general/gi, ''))) return 'date';
  return first.includes('%') ? 'percent' : 'number';
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
