// SPDX-License-Identifier: Apache-2.0

const DAY_MS = 86_400_000;
/** The demonstration plays in China, which has one time zone and no summer time. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The date in Shanghai, `YYYY-MM-DD`. */
export function startOfDay(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The moment in Shanghai's time, RFC 3339 to the second. */
export function timeOf(instant: Date): string {
  return `${new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** The same time of day, so many days later. */
export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}

/** The Monday after a day: weekly buckets start on Mondays (ISO 8601). */
export function nextMonday(instant: Date): Date {
  const weekday = new Date(instant.getTime() + SHANGHAI_OFFSET_MS).getUTCDay();
  return addDays(instant, (8 - weekday) % 7 || 7);
}
