// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import { aliasFaults } from './identifier-faults.js';
import type { RulesOfKind } from './rules-of-kind.js';
import { membersOf, negativeFaults, notPositiveFaults } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';

/** A GTIN has its check digit; factors and contents are above zero, since stock is converted by them. */
export const productRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record) => [
    ...aliasFaults(record),
    ...negativeFaults(record, ['netMass']),
    ...eachPositive(record, 'unitFactors', 'factor'),
    ...eachPositive(record, 'packs', 'quantity'),
    ...eachPositive(record, 'components', 'quantity'),
    ...valueFaults(record),
  ],
};

function eachPositive(record: JsonObject, list: string, member: string): readonly RecordFault[] {
  return membersOf(record, list).flatMap((item, i) => notPositiveFaults(item, [member], `/${list}/${i}`));
}

/** A characteristic is a number or, where it is none, a text. */
function valueFaults(record: JsonObject): readonly RecordFault[] {
  return membersOf(record, 'characteristics').flatMap(({ value, text }, i) =>
    (value === undefined) === (text === undefined)
      ? [{ pointer: `/characteristics/${i}/value`, code: 'REQUIRED', message: 'give a value or a text' }]
      : [],
  );
}
