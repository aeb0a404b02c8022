// SPDX-License-Identifier: Apache-2.0
import { addDecimals, compareDecimals, parseDecimal, type Decimal } from '../decimal.js';
import type { JsonObject, JsonValue } from '../json.js';
import type { RecordFault } from './record-fault.js';

const zero: Decimal = { units: 0n, scale: 0 };
const notZero = /[1-9]/;
const hundred: Decimal = { units: 100n, scale: 0 };

/** Faults of the named members that are below zero. */
export function negativeFaults(record: JsonObject, names: readonly string[], at = ''): RecordFault[] {
  const faults: RecordFault[] = [];
  for (const name of names) {
    if (signOf(record[name]) === -1) faults.push(outOfRange(`${at}/${name}`, `${name} must not be negative`));
  }
  return faults;
}

/** Faults of the named members that are not above zero. */
export function notPositiveFaults(record: JsonObject, names: readonly string[], at = ''): RecordFault[] {
  return names
    .filter((name) => [-1, 0].includes(signOf(record[name]) ?? 1))
    .map((name) => outOfRange(`${at}/${name}`, `${name} must be greater than zero`));
}

/** The fault of a greatest value that is below the least; either may be absent. */
export function rangeFaults(record: JsonObject, min: string, max: string, at = ''): RecordFault[] {
  if (!isBelow(record[max], record[min])) return [];
  return [outOfRange(`${at}/${max}`, `${max} is below ${min}`)];
}

/** Whether one number is less than another; an absent one is not. */
export function isBelow(value: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (typeof value !== 'string' || typeof other !== 'string') return false;
  return compareDecimals(parseDecimal(value), parseDecimal(other)) < 0;
}

/** The fault of shares, in percent, that are not 100 together. */
export function sharesFaults(record: JsonObject, list: string, member: string): RecordFault[] {
  const shares = membersOf(record, list).map((item) => item[member]);
  if (shares.length === 0 || compareDecimals(sumOf(shares), hundred) === 0) return [];
  return [outOfRange(`/${list}`, 'the shares must be 100 percent together')];
}

/** The fault of shares, in percent, that are more than 100 together. */
export function tooMuchFaults(record: JsonObject, list: string, member: string): RecordFault[] {
  const shares = membersOf(record, list).map((item) => item[member]);
  if (compareDecimals(sumOf(shares), hundred) <= 0) return [];
  return [outOfRange(`/${list}`, 'the shares are over 100 percent together')];
}

/** The objects of a list, none when the record lacks it. */
export function membersOf(record: JsonObject, list: string): readonly JsonObject[] {
  return (record[list] ?? []) as unknown as readonly JsonObject[];
}

function sumOf(values: readonly (JsonValue | undefined)[]): Decimal {
  return values.reduce<Decimal>((sum, value) => addDecimals(sum, parseDecimal(value as string)), zero);
}

/** -1, 0 or 1 of a number as records write it; `undefined` of what is absent. */
export function signOf(value: JsonValue | undefined): -1 | 0 | 1 | undefined {
  if (typeof value !== 'string') return undefined;
  if (!notZero.test(value)) return 0;
  return value.startsWith('-') ? -1 : 1;
}

function outOfRange(pointer: string, message: string): RecordFault {
  return { pointer, code: 'OUT_OF_RANGE', message };
}
