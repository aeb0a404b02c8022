// SPDX-License-Identifier: Apache-2.0

/** google.protobuf.Timestamp, as its decoder gives it. */
export interface HeaderTimestamp {
  getSeconds(): number;
  getNanos(): number;
}

const millisecondsPerSecond = 1_000;
const nanosecondDigits = 9;

/** Seconds of the year 9999's end, the last that RFC 3339 can write; a header may claim any number. */
const secondsMax = 253_402_300_799;

/**
 * Writes a transaction's timestamp as RFC 3339 in UTC, with the nanoseconds that it has and no zeros after
 * them. A claim outside the years 1970 to 9999, which no honest clock makes, becomes the nearest end.
 */
export function formatTimestamp(timestamp: HeaderTimestamp | undefined): string {
  const seconds = Math.min(Math.max(timestamp?.getSeconds() ?? 0, 0), secondsMax);
  const nanoseconds = timestamp?.getNanos() ?? 0;
  const date = new Date(seconds * millisecondsPerSecond).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  const decimals =
    nanoseconds < 0 ? '' : String(nanoseconds).padStart(nanosecondDigits, '0').slice(0, nanosecondDigits);
  const fraction = decimals.replace(/0+$/, '');
  return fraction === '' ? `${date}Z` : `${date}.${fraction}Z`;
}
