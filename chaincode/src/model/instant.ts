// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from './errors.js';

/** A point in time: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted. */
export type Instant = bigint;

const nanosPerSecond = 1_000_000_000n;
const secondsPerDay = 86_400;

/** RFC 3339 section 5.6 with upper-case T and Z, any offset, at most nine decimals. */
const timestampForm =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Reads a timestamp as the instant that it names, whatever its offset.
 *
 * The language's own `Date` is not used: it drops everything below a millisecond, and two readings of one
 * device a microsecond apart would become equal. A leap second (`:60`) is refused, since it would make two
 * different texts one instant.
 *
 * @throws {@link LedgerError} NOT_INSTANT
 */
export function parseInstant(text: string): Instant {
  const match = timestampForm.exec(text);
  if (match === null) throw notInstant(text);
  const [hour, minute, second] = [number(match[4]), number(match[5]), number(match[6])];
  const [offsetHour, offsetMinute] = [number(match[9]), number(match[10])];
  const day = dayNumber(number(match[1]), number(match[2]), number(match[3]));
  if (day === undefined || !isTimeOfDay(hour, minute, second) || !isTimeOfDay(offsetHour, offsetMinute, 0)) {
    throw notInstant(text);
  }
  const offset = (match[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60;
  const seconds = day * secondsPerDay + hour * 3_600 + minute * 60 + second - offset;
  return BigInt(seconds) * nanosPerSecond + BigInt((match[7] ?? '').padEnd(9, '0'));
}

/** Writes an instant in UTC with no more decimals than it needs. */
export function formatInstant(instant: Instant): string {
  const nanos = ((instant % nanosPerSecond) + nanosPerSecond) % nanosPerSecond;
  const seconds = Number((instant - nanos) / nanosPerSecond);
  const text = new Date(seconds * 1_000).toISOString().slice(0, 19);
  const fraction = nanos.toString().padStart(9, '0').replace(/0+$/, '');
  return fraction === '' ? `${text}Z` : `${text}.${fraction}Z`;
}

/** The instant of a Fabric timestamp: unix seconds and nanoseconds. */
export function instantOf(seconds: bigint, nanos: number): Instant {
  return seconds * nanosPerSecond + BigInt(nanos);
}

/**
 * Reads a calendar date `YYYY-MM-DD` as the number of days since 1970-01-01.
 *
 * @throws {@link LedgerError} NOT_INSTANT
 */
export function parseDate(text: string): number {
  const match = dateForm.exec(text);
  const day = match && dayNumber(number(match[1]), number(match[2]), number(match[3]));
  if (day === null || day === undefined) throw notInstant(text);
  return day;
}

/** Day of the week of a day number, Monday being 0 (ISO 8601). 1970-01-01 was a Thursday. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function number(digits: string | undefined): number {
  return Number(digits ?? '0');
}

function isTimeOfDay(hour: number, minute: number, second: number): boolean {
  return hour <= 23 && minute <= 59 && second <= 59;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar, or `undefined` for 30 February and the like. */
function dayNumber(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  // Date.UTC would take the years 0 to 99 for those of the last century.
  return new Date(0).setUTCFullYear(year, month - 1, day) / 1_000 / secondsPerDay;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function notInstant(text: string): LedgerError {
  return new LedgerError(
    'NOT_INSTANT',
    'a time is written like 2026-11-23T08:00:00+08:00, a date like 2026-11-23',
    {
      value: text,
    },
  );
}
