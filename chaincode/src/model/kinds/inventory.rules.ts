// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import { isBelow, negativeFaults, rangeFaults, signOf } from './quantity-faults.js';
import type { RulesOfKind } from './rules-of-kind.js';
import type { RecordFault } from './record-fault.js';

const quantities = ['quantity', 'minimum', 'maximum', 'inTransit'] as const;

/** Availability is computed, so that two enterprises mean the same by "low"; no quantity is negative. */
export const inventoryRules: RulesOfKind = {
  // What is typed is the same, and a member before a copy costs a fifth of one behind it.
  complete: (record) => ({ availability: availability(record), ...record }),
  faults: (record) => [
    ...negativeFaults(record, quantities),
    ...rangeFaults(record, 'minimum', 'maximum'),
    ...typedAvailability(record),
  ],
};

function availability({ quantity, minimum, blocked }: JsonObject): 'in-stock' | 'low' | 'out' {
  if (blocked === true || signOf(quantity) === 0) return 'out';
  return isBelow(quantity, minimum) ? 'low' : 'in-stock';
}

function typedAvailability(record: JsonObject): readonly RecordFault[] {
  const { availability: typed } = record;
  if (typed === undefined || typed === availability(record)) return [];
  return [
    { pointer: '/availability', code: 'COMPUTED', message: 'availability follows from quantity and minimum' },
  ];
}
