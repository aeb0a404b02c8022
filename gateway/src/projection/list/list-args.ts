// SPDX-License-Identifier: Apache-2.0
import type { Instant, SubjectType } from '@chainshare/chaincode/model';
import type { SearchWord } from '../search-text.js';

/** Where a page begins, and as of which block the whole list is. */
export interface PageStart {
  readonly asOfBlock: number;
  /** number of the last record shown */
  readonly before: number;
}

/** What a field may hold. */
export interface FieldFilter {
  readonly field: string;
  /** what the field names; its values are then codes as they were typed, else what they are compared by */
  readonly thing: SubjectType | null;
  readonly values: readonly string[];
}

/** A list of records as the reading thread is asked for it: checked, every name resolved. */
export interface ListArgs {
  /** MSP ID of this enterprise, whose own product and location records speak for all publishers */
  readonly self: string;
  readonly kind: string | null;
  /** whether kinds that gateways publish among themselves are shown */
  readonly hidden: boolean;
  /** empty = all */
  readonly publishers: readonly string[];
  /** canonical subjects, empty = all */
  readonly subjects: readonly string[];
  /** fields of the kind's identity with the values allowed */
  readonly fields: readonly FieldFilter[];
  /** business time, from inclusive, until exclusive */
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly publishedFrom: Instant | null;
  readonly publishedUntil: Instant | null;
  /** the words of a search, all of which must occur; empty = no search */
  readonly words: readonly SearchWord[];
  readonly versions: 'current' | 'all';
  readonly limit: number;
  readonly start: PageStart | null;
  readonly now: Instant;
  /** what binds a cursor to its query */
  readonly queryHash: string;
}
