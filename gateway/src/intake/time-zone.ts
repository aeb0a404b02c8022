// SPDX-License-Identifier: Apache-2.0

/** Zone of times that state none, where nobody says otherwise: all of mainland China keeps it. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

/** Offsets that are remembered: the times of one file lie in few hours, and a lookup costs more than the rest of a row. */
const REMEMBERED_MAX = 1_000;

const msPerMinute = 60_000;

/** A zone of the IANA time zone database. */
export interface TimeZone {
  readonly name: string;
  /**
   * Offset from UTC of a local time, as RFC 3339 writes it.
   *
   * @param local - local time as if it were UTC, in milliseconds since 1970
   * @returns `undefined` when clocks showed this time twice or never, because they were put back or forward
   */
  offsetAt(local: number): string | undefined;
}

/** Whether there is a zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A zone by its name, such as `Asia/Shanghai`. */
export function timeZone(name: string): TimeZone {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: name,
    timeZoneName: 'longOffset',
    year: 'numeric',
  });
  const minutesOf = (time: number) => offsetMinutes(format, time);
  const known = new Map<number, string | undefined>();
  return {
    name,
    offsetAt(local) {
      // Clocks change on whole quarters of an hour, so one answer holds for all of it.
      const quarter = Math.floor(local / (15 * msPerMinute));
      if (known.has(quarter)) return known.get(quarter);
      if (known.size >= REMEMBERED_MAX) known.clear();
      const offset = offsetOf(quarter * 15 * msPerMinute, minutesOf);
      known.set(quarter, offset);
      return offset;
    },
  };
}

/** The one offset under which the clock shows this time; a day before and a day after, all that come into question. */
function offsetOf(local: number, minutesOf: (time: number) => number): string | undefined {
  const day = 24 * 60 * msPerMinute;
  const candidates = new Set([minutesOf(local - day), minutesOf(local + day)]);
  const fitting = [...candidates].filter((minutes) => minutesOf(local - minutes * msPerMinute) === minutes);
  const [minutes] = fitting;
  return minutes === undefined || fitting.length > 1 ? undefined : offsetText(minutes);
}

/** Seconds of an offset, which only times long ago have, are beyond what RFC 3339 can write and are dropped. */
function offsetMinutes(format: Intl.DateTimeFormat, time: number): number {
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name);
  const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
  return match?.[1] === '-' ? -minutes : minutes;
}

function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const digits = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${digits(hours)}:${digits(rest)}`;
}
