// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import type { RulesOfKind } from './rules-of-kind.js';
import { negativeFaults, sharesFaults } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';
import { periodFaults } from './time-faults.js';

/** A notice that asks for data says for which; shares of its cost cover the whole. */
export const noticeRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record) => [
    ...requestFaults(record),
    ...periodFaults(record, 'effectPeriod'),
    ...negativeFaults((record['affectedQuantity'] ?? {}) as JsonObject, ['quantity'], '/affectedQuantity'),
    ...sharesFaults(record, 'costShares', 'share'),
  ],
};

function requestFaults({ type, request }: JsonObject): readonly RecordFault[] {
  if ((type === 'request') === (request !== undefined)) return [];
  return type === 'request'
    ? [{ pointer: '/request', code: 'REQUIRED', message: 'a request says what is asked for' }]
    : [{ pointer: '/request', code: 'NOT_ALLOWED', message: 'only a request asks for data' }];
}
