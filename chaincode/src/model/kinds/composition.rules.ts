// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import { casFaults } from './identifier-faults.js';
import type { RulesOfKind } from './rules-of-kind.js';
import { tooMuchFaults } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';
import { periodFaults } from './time-faults.js';

/** A composition is of a model or of one lot; its materials are no more than the whole. */
export const compositionRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record) => [
    ...lotFaults(record),
    ...periodFaults(record, 'period'),
    ...casFaults(record, 'materials'),
    ...tooMuchFaults(record, 'materials', 'massShare'),
  ],
};

function lotFaults({ level, lot }: JsonObject): readonly RecordFault[] {
  if (level === 'lot' && lot === undefined) {
    return [{ pointer: '/lot', code: 'REQUIRED', message: 'the composition of a lot names the lot' }];
  }
  if (level === 'model' && lot !== undefined) {
    return [{ pointer: '/lot', code: 'NOT_ALLOWED', message: 'the composition of a model is of no lot' }];
  }
  return [];
}
