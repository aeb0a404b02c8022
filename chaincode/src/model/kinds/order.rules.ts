// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import type { RulesOfKind } from './rules-of-kind.js';
import { negativeFaults, notPositiveFaults, rangeFaults } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';

/** An order is published by its buyer or its seller; only a frame order leaves its volume open. */
export const orderRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record, publisher) => [
    ...partyFaults(record, publisher),
    ...volumeFaults(record),
    ...notPositiveFaults(record, ['quantity']),
    ...negativeFaults(record, ['volumeMin', 'volumeMax']),
    ...rangeFaults(record, 'volumeMin', 'volumeMax'),
  ],
};

function partyFaults({ buyer, seller }: JsonObject, publisher: string): readonly RecordFault[] {
  if (buyer === publisher || seller === publisher) return [];
  return [{ pointer: '/buyer', code: 'NOT_ALLOWED', message: 'the publisher is the buyer or the seller' }];
}

function volumeFaults(record: JsonObject): readonly RecordFault[] {
  if (record['type'] === 'frame') return [];
  return ['volumeMin', 'volumeMax']
    .filter((name) => record[name] !== undefined)
    .map((name) => ({
      pointer: `/${name}`,
      code: 'NOT_ALLOWED',
      message: 'only a frame order has a volume',
    }));
}
