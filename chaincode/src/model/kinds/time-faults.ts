// SPDX-License-Identifier: Apache-2.0
import { parseDate, parseInstant, type Instant } from '../instant.js';
import type { JsonObject } from '../json.js';
import { reads } from '../reads.js';
import type { RecordFault } from './record-fault.js';

const nanosPerDay = 86_400_000_000_000n;

/** The instant of a timestamp, or of the first moment in UTC of a day. */
export function momentOf(text: string): Instant {
  return text.includes('T') ? parseInstant(text) : BigInt(parseDate(text)) * nanosPerDay;
}

/** The same day and time this many years later; 29 February becomes 1 March where there is none. */
export function yearsAfter(text: string, years: number): Instant {
  const later = String(Number(text.slice(0, 4)) + years).padStart(4, '0') + text.slice(4);
  const exists = reads(parseDate, later.slice(0, 10));
  return momentOf(exists ? later : later.replace('-02-29', '-03-01'));
}

/** The fault of a period that ends before it has begun; its end is not included. */
export function periodFaults(record: JsonObject, name: string): RecordFault[] {
  const period = record[name] as { readonly start: string; readonly end: string } | undefined;
  if (period === undefined || momentOf(period.start) < momentOf(period.end)) return [];
  return [{ pointer: `/${name}/end`, code: 'OUT_OF_RANGE', message: 'the period ends before it begins' }];
}

/** The fault of a later time that lies before the earlier; either may be absent. */
export function sequenceFaults(record: JsonObject, earlier: string, later: string): RecordFault[] {
  const [first, last] = [record[earlier], record[later]];
  if (typeof first !== 'string' || typeof last !== 'string' || momentOf(first) <= momentOf(last)) return [];
  return [{ pointer: `/${later}`, code: 'OUT_OF_RANGE', message: `${later} lies before ${earlier}` }];
}
