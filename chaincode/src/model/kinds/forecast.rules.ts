// SPDX-License-Identifier: Apache-2.0
import { compareDecimals, parseDecimal } from '../decimal.js';
import { parseDate, weekday } from '../instant.js';
import type { JsonObject } from '../json.js';
import { reads } from '../reads.js';
import type { RulesOfKind } from './rules-of-kind.js';
import type { RecordFault } from './record-fault.js';

interface Bucket {
  readonly start: string;
  readonly quantity: string;
  readonly agreed?: string;
  readonly maximum?: string;
}

/** A time span in days since 1970, its end not included. */
interface Days {
  readonly from: number;
  readonly until: number;
}

/**
 * Demand is the customer's word, every other series the supplier's. Buckets start on days that fit their
 * size and lie inside the horizon.
 */
export const forecastRules: RulesOfKind = {
  complete: (record, publisher) => ({ ...record, [speaker(record)]: publisher }),
  faults: (record, publisher) => [...partyFaults(record, publisher), ...timeFaults(record)],
};

function speaker({ series }: JsonObject): 'customer' | 'supplier' {
  return series === 'demand' ? 'customer' : 'supplier';
}

function partyFaults(record: JsonObject, publisher: string): readonly RecordFault[] {
  const faults: RecordFault[] = [];
  const said = record[speaker(record)];
  if (said !== undefined && said !== publisher) {
    const message = 'a demand is published by its customer, every other series by its supplier';
    faults.push({ pointer: `/${speaker(record)}`, code: 'NOT_ALLOWED', message });
  }
  if (record['series'] === 'demand' && record['supplier'] === undefined) {
    faults.push({ pointer: '/supplier', code: 'REQUIRED', message: 'a demand names its supplier' });
  }
  return faults;
}

function timeFaults(record: JsonObject): readonly RecordFault[] {
  const horizon = record['horizon'] as { start: string; end: string };
  if (!reads(parseDate, horizon.start) || !reads(parseDate, horizon.end)) {
    return [{ pointer: '/horizon', code: 'MALFORMED', message: 'the horizon is given in days' }];
  }
  const days = { from: parseDate(horizon.start), until: parseDate(horizon.end) };
  if (days.from >= days.until) {
    return [{ pointer: '/horizon/end', code: 'OUT_OF_RANGE', message: 'the horizon ends before it begins' }];
  }
  return bucketFaults(
    record['buckets'] as unknown as readonly Bucket[],
    record['bucketSize'] as string,
    days,
  );
}

function bucketFaults(buckets: readonly Bucket[], size: string, days: Days): readonly RecordFault[] {
  return buckets.flatMap((bucket, i) => {
    const at = `/buckets/${i}`;
    return [...startFaults(bucket.start, size, days, at), ...quantityFaults(bucket, at)];
  });
}

function startFaults(start: string, size: string, days: Days, at: string): RecordFault[] {
  const day = parseDate(start);
  const pointer = `${at}/start`;
  if (day < days.from || day >= days.until) {
    return [{ pointer, code: 'OUT_OF_RANGE', message: 'this bucket starts outside the horizon' }];
  }
  if (size === 'P1W' && weekday(day) !== 0) {
    return [{ pointer, code: 'NOT_ALLOWED', message: 'a week starts on Monday (ISO 8601)' }];
  }
  if (size === 'P1M' && !start.endsWith('-01')) {
    return [{ pointer, code: 'NOT_ALLOWED', message: 'a month starts on its first day' }];
  }
  return [];
}

function quantityFaults(bucket: Bucket, at: string): RecordFault[] {
  const negative = (['quantity', 'agreed', 'maximum'] as const).filter((name) => isNegative(bucket[name]));
  return negative.map((name) => ({
    pointer: `${at}/${name}`,
    code: 'OUT_OF_RANGE',
    message: 'a planned quantity is never negative',
  }));
}

function isNegative(text: string | undefined): boolean {
  return text !== undefined && compareDecimals(parseDecimal(text), { units: 0n, scale: 0 }) < 0;
}
