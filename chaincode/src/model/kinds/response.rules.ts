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

/** What each kind of record may be answered with; no other kind is answered. */
const verdictsOn: Readonly<Record<string, readonly string[]>> = {
  order: ['accept', 'reject', 'counter'],
  forecast: ['accept', 'counter'],
  delivery: ['acknowledge', 'dispute'],
  notice: ['acknowledge', 'fulfil', 'reject', 'dispute'],
  agreement: ['accept', 'reject', 'counter', 'withdraw', 'dispute', 'settle'],
};

/**
 * What is wrong with the verdict of a response, by what it answers.
 *
 * @param kind - of the record that is answered
 */
export function verdictFaults(kind: string, verdict: string): readonly RecordFault[] {
  const verdicts = Object.hasOwn(verdictsOn, kind) ? verdictsOn[kind] : undefined;
  if (verdicts === undefined) {
    return [
      { pointer: '/answers', code: 'NOT_ALLOWED', message: `a record of kind ${kind} is not answered` },
    ];
  }
  if (verdicts.includes(verdict)) return [];
  const message = `a record of kind ${kind} is answered with ${verdicts.join(', ')}`;
  return [{ pointer: '/verdict', code: 'NOT_ALLOWED', message }];
}

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
