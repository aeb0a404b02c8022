// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '@chainshare/chaincode/model';
import type { Store } from '../store/store.js';
import { AnsweredRecords } from './answered-record.js';
import type { CodeTable } from './code-table.js';
import { FollowedRecords } from './followed-record.js';

/** Finds the other records that the rows of one reading refer to. */
export interface Lookups {
  /** What is corrected or withdrawn. */
  readonly followed: FollowedRecords;
  /** What is answered. */
  readonly answered: AnsweredRecords;
  /** What codes mean. */
  readonly codes: CodeTable;
}

/** Whose reading it is, and when its call came. */
export interface LookupContext {
  readonly store: Store;
  readonly enterprise: string;
  readonly now: Instant;
}

/** Begins one reading; what it has found it remembers for its own rows only. */
export function newLookups({ store, enterprise, now }: LookupContext, codes: CodeTable): Lookups {
  return {
    followed: new FollowedRecords(store, enterprise),
    answered: new AnsweredRecords(store, enterprise, now),
    codes,
  };
}
