// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import type { RecordFault } from './record-fault.js';

/** What a kind's schema cannot say. Both functions expect a record that its schema accepts. */
export interface RulesOfKind {
  /** Adds what follows from the rest of the record and from who publishes it. */
  complete(record: JsonObject, publisher: string): JsonObject;
  /** Everything that is wrong with the record as it was given, before it is completed. */
  faults(record: JsonObject, publisher: string): readonly RecordFault[];
}
