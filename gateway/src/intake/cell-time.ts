// SPDX-License-Identifier: Apache-2.0
import { readInstant } from '../kinds/instant.js';
import type { TimeZone } from './time-zone.js';

/** `2026-11-23`, `2026/1/5`, `20261123`, `2026年1月5日`; a year has four digits and stands first. */
const dateForm =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|(\d{2})(\d{2})|年(\d{1,2})月(\d{1,2})日)/;

/** `8:05`, `08:05:30.25`, `下午3:20`, `15时20分`, `上午8点`, with an offset or Z. */
const timeForm =
  /^[T ]?\s*(?:(上午|下午)\s*)?(\d{1,2})(?::(\d{2})(?::(\d{2})(\.\d{1,9})?)?|[时点](?:(\d{1,2})分(?:(\d{1,2})秒)?)?)\s*(Z|[+-]\d{2}:\d{2})?$/;

/** A date in any form that a sheet may write, as `YYYY-MM-DD`; `undefined` for everything else. */
export function readDate(text: string): string | undefined {
  const match = dateForm.exec(text);
  return match?.[0] === text ? isoDate(match) : undefined;
}

/** A date with or without time, as RFC 3339; a day alone is its first moment, in the zone where none is stated. */
export function readTimestamp(text: string, zone: TimeZone): string | undefined {
  // Most times of a sheet are not in this form, and trying to read them would be most of the work.
  if (text[10] === 'T' && isInstant(text)) return text;
  const match = dateForm.exec(text);
  if (match === null) return undefined;
  const date = isoDate(match);
  const rest = text.slice(match[0].length);
  const time = rest.trim() === '' ? { clock: '00:00:00' } : readTime(timeForm.exec(rest));
  if (time === undefined) return undefined;
  const offset = time.offset ?? zone.offsetAt(Date.parse(`${date}T${time.clock}Z`));
  return offset === undefined ? undefined : `${date}T${time.clock}${offset}`;
}

function isoDate(match: RegExpExecArray): string {
  const [year = '', month = '', day = ''] = match
    .slice(1)
    .filter((part: string | undefined) => part !== undefined);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function readTime(
  match: RegExpExecArray | null,
): { readonly clock: string; readonly offset?: string } | undefined {
  if (match === null) return undefined;
  const [, half, hour = '', minute, second, fraction = '', minuteWord, secondWord, offset] = match;
  const hours = hourOfDay(Number(hour), half);
  if (hours === undefined) return undefined;
  const digits = (value: string) => value.padStart(2, '0');
  const minutes = digits(minute ?? minuteWord ?? '0');
  const clock = `${digits(String(hours))}:${minutes}:${digits(second ?? secondWord ?? '0')}${fraction}`;
  return offset === undefined ? { clock } : { clock, offset };
}

/** 上午 12 is midnight and 下午 12 noon, as 12 am and 12 pm are. */
function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === '下午' ? 12 : 0);
}

function isInstant(text: string): boolean {
  try {
    readInstant(text);
    return true;
  } catch {
    return false;
  }
}
