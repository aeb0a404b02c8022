// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '@chainshare/chaincode/model';

/** Zone of times that do not state theirs: all of mainland China keeps one, without summer time. */
export const DEFAULT_OFFSET = '+08:00';

/** `2026-11-23`, `2026/1/5`, `20261123`, `2026年1月5日`; a year has four digits and stands first. */
const dateForm =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|(\d{2})(\d{2})|年(\d{1,2})月(\d{1,2})日)/;

/** `8:05`, `08:05:30.25`, `下午3:20`, with an offset or Z. */
const timeForm = /^[T ]?\s*(上午|下午)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*(Z|[+-]\d{2}:\d{2})?$/;

/** A date in any form that a sheet may write, as `YYYY-MM-DD`; `undefined` for everything else. */
export function readDate(text: string): string | undefined {
  const match = dateForm.exec(text);
  return match?.[0] === text ? isoDate(match) : undefined;
}

/** A date with or without time, as RFC 3339; a day alone is its first moment in {@link DEFAULT_OFFSET}. */
export function readTimestamp(text: string): string | undefined {
  if (isInstant(text)) return text;
  const date = dateForm.exec(text);
  if (date === null) return undefined;
  const rest = text.slice(date[0].length);
  const time = rest.trim() === '' ? `00:00:00${DEFAULT_OFFSET}` : isoTime(timeForm.exec(rest));
  return time === undefined ? undefined : `${isoDate(date)}T${time}`;
}

function isoDate(match: RegExpExecArray): string {
  const [year = '', month = '', day = ''] = match
    .slice(1)
    .filter((part: string | undefined) => part !== undefined);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function isoTime(match: RegExpExecArray | null): string | undefined {
  if (match === null) return undefined;
  const [, half, hour = '', minute = '', second = '00', fraction = '', offset = DEFAULT_OFFSET] = match;
  const hours = hourOfDay(Number(hour), half);
  if (hours === undefined) return undefined;
  return `${String(hours).padStart(2, '0')}:${minute}:${second}${fraction}${offset}`;
}

/** 上午 12 is midnight and 下午 12 noon, as 12 am and 12 pm are. */
function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === '下午' ? 12 : 0);
}

function isInstant(text: string): boolean {
  try {
    parseInstant(text);
    return true;
  } catch {
    return false;
  }
}
