// SPDX-License-Identifier: Apache-2.0
import type { RulesOfKind } from './rules-of-kind.js';
import { negativeFaults, sharesFaults } from './quantity-faults.js';

/** Owners of a right own all of it together. */
export const documentRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record) => [...negativeFaults(record, ['hours']), ...sharesFaults(record, 'shares', 'percent')],
};
