// SPDX-License-Identifier: Apache-2.0
import type { KindRules } from './kind-rules.js';
import { negativeFaults, sharesFaults } from './quantity-faults.js';

/** Owners of a right own all of it together. */
export const documentRules: KindRules = {
  complete: (record) => record,
  faults: (record) => [...negativeFaults(record, ['hours']), ...sharesFaults(record, 'shares', 'percent')],
};
