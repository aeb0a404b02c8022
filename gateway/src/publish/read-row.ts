// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { CodeFix } from '../intake/code-fix.js';
import type { PlannedRecord } from './transaction-plan.js';

/** One row of a call, read and judged. */
export interface ReadRow {
  /** Absent when there are faults. */
  readonly record?: PlannedRecord;
  /** What the record is about, where it stands in the body. */
  readonly identity?: JsonObject;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** Records to be published as well, for codes of the row that were unknown. */
  readonly adds: readonly CodeFix[];
}
