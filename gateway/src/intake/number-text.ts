// SPDX-License-Identifier: Apache-2.0
import { CellFault } from './sheet-cell.js';

/** Full-width forms of digits and of what stands between them, as Chinese input methods write them. */
const fullWidthForm = /[０-９，．－＋／：％]/g;
const asciiForm = /^[ -~]*$/;
const FULL_WIDTH_OFFSET = 0xfee0;

/** Thousands in groups of exactly three digits. */
const groupedForm = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** What people take for a number and a record does not: its meaning differs from country to country or in precision. */
const doubtfulForm = /^[+-]?\d[\d.,]*(?:e[+-]?\d+|[万亿千百])?$/i;
const plainForm = /^[+-]?\d+(?:\.\d+)?$/;

const doubtful = new CellFault(
  'MALFORMED',
  'write a number like 1200.5 or 1,200.5: no comma for the point, no exponent, no 万',
);

/** Full-width digits and signs as plain ones. */
export function toPlain(text: string): string {
  return asciiForm.test(text)
    ? text
    : text.replace(fullWidthForm, (char) => String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET));
}

/** A number as people write it, as a record does; what is no number stays for the schema to refuse. */
export function readNumberText(text: string): string | CellFault {
  const plain = toPlain(text);
  if (groupedForm.test(plain)) return plain.replaceAll(',', '');
  return doubtfulForm.test(plain) && !plainForm.test(plain) ? doubtful : plain;
}
