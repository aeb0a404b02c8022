// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import type { RulesOfKind } from './rules-of-kind.js';
import { negativeFaults, rangeFaults } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';

/** Verdicts, and the reference that belongs to each. */
const references: readonly (readonly [verdict: string, name: string])[] = [
  ['counter', 'counter'],
  ['fulfil', 'fulfilments'],
];

/** A response goes to who is answered, which nobody types, and refers to what its verdict speaks of. */
export const responseRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record) => [
    ...typedFaults(record),
    ...references.flatMap(([verdict, name]) => referenceFaults(record, verdict, name)),
    ...unitFaults(record),
    ...negativeFaults(record, ['quantity', 'damagedQuantity']),
    ...rangeFaults(record, 'damagedQuantity', 'quantity'),
  ],
};

function typedFaults({ to }: JsonObject): readonly RecordFault[] {
  if (to === undefined) return [];
  return [
    { pointer: '/to', code: 'COMPUTED', message: 'to is the publisher of the record that is answered' },
  ];
}

function referenceFaults(record: JsonObject, verdict: string, name: string): readonly RecordFault[] {
  const asked = record['verdict'] === verdict;
  if ((record[name] !== undefined) === asked) return [];
  const pointer = `/${name}`;
  return asked
    ? [{ pointer, code: 'REQUIRED', message: `the verdict ${verdict} names the record` }]
    : [{ pointer, code: 'NOT_ALLOWED', message: `only the verdict ${verdict} names such a record` }];
}

function unitFaults({ quantity, damagedQuantity, unit }: JsonObject): readonly RecordFault[] {
  if (unit !== undefined || (quantity === undefined && damagedQuantity === undefined)) return [];
  return [{ pointer: '/unit', code: 'REQUIRED', message: 'a quantity has a unit' }];
}
