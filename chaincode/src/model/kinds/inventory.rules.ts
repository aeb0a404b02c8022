// SPDX-License-Identifier: Apache-2.0
import { compareDecimals, parseDecimal } from '../decimal.js';
import type { JsonObject, JsonValue } from '../json.js';
import type { RulesOfKind } from './rules-of-kind.js';
import type { RecordFault } from './record-fault.js';

const quantities = ['quantity', 'minimum', 'maximum', 'inTransit'] as const;

/** Availability is computed, so that two enterprises mean the same by "low"; no quantity is negative. */
export const inventoryRules: RulesOfKind = {
  complete: (record) => ({ ...record, availability: availability(record) }),
  faults: (record) => [
    ...negativeQuantities(record),
    ...limitsTheWrongWayRound(record),
    ...typedAvailability(record),
  ],
};

function availability({ quantity, minimum, blocked }: JsonObject): 'in-stock' | 'low' | 'out' {
  if (blocked === true || compare(quantity, '0') === 0) return 'out';
  return minimum !== undefined && compare(quantity, minimum) < 0 ? 'low' : 'in-stock';
}

function negativeQuantities(record: JsonObject): readonly RecordFault[] {
  return quantities
    .filter((name) => record[name] !== undefined && compare(record[name], '0') < 0)
    .map((name) => ({ pointer: `/${name}`, code: 'OUT_OF_RANGE', message: 'stock is never negative' }));
}

function limitsTheWrongWayRound({ minimum, maximum }: JsonObject): readonly RecordFault[] {
  if (minimum === undefined || maximum === undefined || compare(minimum, maximum) <= 0) return [];
  return [{ pointer: '/maximum', code: 'OUT_OF_RANGE', message: 'the maximum is below the minimum' }];
}

function typedAvailability(record: JsonObject): readonly RecordFault[] {
  const { availability: typed } = record;
  if (typed === undefined || typed === availability(record)) return [];
  return [
    { pointer: '/availability', code: 'COMPUTED', message: 'availability follows from quantity and minimum' },
  ];
}

function compare(a: JsonValue | undefined, b: JsonValue): number {
  return compareDecimals(parseDecimal(a as string), parseDecimal(b as string));
}
