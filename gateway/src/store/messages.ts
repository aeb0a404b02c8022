// SPDX-License-Identifier: Apache-2.0
import type { TransferredError } from './error-transfer.js';

/** What a thread of the store is started with. */
export interface LaneSetup {
  readonly dir: string;
  readonly role: 'write' | 'read';
}

/** One operation to run. The name `open` with id 0 only asks whether the files are open. */
export interface LaneRequest {
  readonly id: number;
  readonly name: string;
  readonly args: unknown;
}

/** What came of it. */
export type LaneAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: TransferredError };
