// SPDX-License-Identifier: Apache-2.0
import type { TransferredError } from './error-transfer.js';

/** What a thread of the store does: it has the operations and the kind of connection that this needs. */
export type LaneRole = 'write' | 'read';

/** What a thread is started with. */
export interface ThreadSetup {
  readonly role: LaneRole;
}

/** One thing to do for one store: open its files, run an operation on them by name, or close them. */
export type Task =
  { readonly open: string } | { readonly run: string; readonly args: unknown } | { readonly close: true };

/** A task for the store that the thread knows by the number of its lane. */
export interface ThreadRequest {
  readonly id: number;
  readonly lane: number;
  readonly task: Task;
}

/** What came of it. */
export type ThreadAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: TransferredError };
