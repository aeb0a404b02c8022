// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import { forecastRules } from './forecast.rules.js';
import { inventoryRules } from './inventory.rules.js';
import type { RecordFault } from './record-fault.js';

/** What a kind's schema cannot say. Both functions expect a record that its schema accepts. */
export interface KindRules {
  /** Adds what follows from the rest of the record and from who publishes it. */
  complete(record: JsonObject, publisher: string): JsonObject;
  /** Everything that is wrong with the record as it was given, before it is completed. */
  faults(record: JsonObject, publisher: string): readonly RecordFault[];
}

const noRules: KindRules = {
  complete: (record) => record,
  faults: () => [],
};

/** The rules of a kind; most kinds have none beyond their schema. */
export function kindRules(kind: string): KindRules {
  if (kind === 'forecast') return forecastRules;
  return kind === 'inventory' ? inventoryRules : noRules;
}
