// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import { casFaults } from './identifier-faults.js';
import type { RulesOfKind } from './rules-of-kind.js';
import { membersOf, negativeFaults, rangeFaults } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';

/** Types that may end in a verdict without single results. */
const withoutResults = ['audit', 'evaluation', 'due-diligence'];

/** What was tested has results, each a number or a text; quantities have a unit. */
export const assessmentRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record) => [
    ...resultsFaults(record),
    ...unitFaults(record),
    ...casFaults(record, 'results'),
    ...negativeFaults(record, ['inspectedQty', 'qualifiedQty']),
    ...rangeFaults(record, 'qualifiedQty', 'inspectedQty'),
  ],
};

function resultsFaults(record: JsonObject): readonly RecordFault[] {
  if (record['results'] === undefined) {
    if (withoutResults.includes(record['type'] as string)) return [];
    return [{ pointer: '/results', code: 'REQUIRED', message: 'this type of assessment has results' }];
  }
  return membersOf(record, 'results').flatMap((result, i) => [
    ...valueFaults(result, `/results/${i}`),
    ...rangeFaults(result, 'lower', 'upper', `/results/${i}`),
  ]);
}

function valueFaults({ value, text }: JsonObject, at: string): readonly RecordFault[] {
  if ((value === undefined) !== (text === undefined)) return [];
  return [{ pointer: `${at}/value`, code: 'REQUIRED', message: 'a result is either a value or a text' }];
}

function unitFaults({ inspectedQty, qualifiedQty, unit }: JsonObject): readonly RecordFault[] {
  if (unit !== undefined || (inspectedQty === undefined && qualifiedQty === undefined)) return [];
  return [{ pointer: '/unit', code: 'REQUIRED', message: 'a quantity has a unit' }];
}
