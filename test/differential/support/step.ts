// SPDX-License-Identifier: Apache-2.0
import type { LedgerRole } from '../../support/ledger-client.js';

/** One call, the same on both ledgers. */
export interface Step {
  readonly mspId: string;
  readonly role: LedgerRole;
  readonly chaincode: 'records' | 'registers';
  /** Contract and function, `basic:put`. */
  readonly call: string;
  /** `@<n>` stands for the id of the n-th proposal, which is that of its transaction and differs from ledger to ledger. */
  readonly args: readonly string[];
  readonly transient?: Readonly<Record<string, Buffer>>;
  readonly endorsers: readonly string[];
}

/** The organisations of a run, ascending. */
export const ORGANISATIONS = ['Guyu', 'Qiming', 'Xinghe'] as const;
