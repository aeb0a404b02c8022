// SPDX-License-Identifier: Apache-2.0
import { CellFault, type TypedCell } from '../sheet-cell.js';
import type { NumberForm } from './number-forms.js';

const msPerDay = 86_400_000;

/** Day 0 of both calendars of Excel; that of 1900 counts a 29 February that never was, so it begins a day early. */
const EPOCHS = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

/** Which day is day 0 of a workbook (ECMA-376 part 1, 18.17.4.1). */
export type DateSystem = keyof typeof EPOCHS;

/** Before it the two calendars and their readers disagree, and a time without a day seems to be of it. */
const FIRST_DAY = Date.UTC(1901, 0, 1);

/** The last day that Excel knows: 9999-12-31. */
const LAST_DAY = Date.UTC(9999, 11, 31);

/** Digits that a spreadsheet keeps; those beyond are noise of binary numbers. */
const DIGITS = 15;

/** A number as workbooks hold it (xsd:double); other texts, such as none at all, would read as one as well. */
const storedForm = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?\s*$/;

/**
 * What a number in a workbook says, as a text that is exact: 0.1 is stored as 0.10000000000000001, and eight
 * o'clock as 0.33333333333333331 of a day.
 */
export function cellNumber(stored: string, form: NumberForm, system: DateSystem): TypedCell | CellFault {
  const value = storedForm.test(stored) ? Number(stored) : NaN;
  if (!Number.isFinite(value)) return new CellFault('MALFORMED', 'this cell holds a number that is none');
  if (form === 'date') return dateCell(value, system);
  if (form === 'percent') return { is: 'number', text: `${decimalText(shifted(value, 2))}%` };
  return { is: 'number', text: decimalText(value) };
}

/** A number in decimals, without exponent. */
export function decimalText(value: number): string {
  const text = String(Number(value.toPrecision(DIGITS)));
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text === '-0' ? '0' : text;
  const [, sign = '', lead = '', fraction = '', exponent = '0'] = match;
  const digits = lead + fraction;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

/** Moves the point in the text, where multiplying would leave noise. */
function shifted(value: number, places: number): number {
  const [digits = '', exponent = '0'] = Number(value.toPrecision(DIGITS)).toExponential().split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

/** Rounded to milliseconds: the fifteen digits of a day of our time end at hundredths of them. */
function dateCell(days: number, system: DateSystem): TypedCell | CellFault {
  const time = EPOCHS[system] + Math.round(days * msPerDay);
  if (time < FIRST_DAY || time >= LAST_DAY + msPerDay) {
    return new CellFault('MALFORMED', 'a date lies between 1901 and 9999; a time needs its day');
  }
  const [date = '', clock = ''] = new Date(time).toISOString().slice(0, -1).split('T');
  if (clock === '00:00:00.000') return { is: 'date', text: date };
  return { is: 'date', text: `${date} ${clock.replace(/\.000$/, '')}` };
}
