// SPDX-License-Identifier: Apache-2.0
import type { CodeSort } from './aliases.js';

/** A code as it stands in a record, and what it names. */
export interface Code {
  readonly sort: CodeSort;
  readonly code: string;
}

/** A code with the enterprise whose it is. */
export interface AssignedCode extends Code {
  readonly publisher: string;
}

/** A number of a scheme that a product or location record states. */
export interface StatedAlias {
  readonly scheme: string;
  readonly code: string;
}

/** What the own product or location records say of one code. */
export interface KnownCode {
  /** How many things have it as their own code: what another thing calls by it too does not count beside the one. */
  readonly owners: number;
  /** Who calls an own thing so, and the own code of that thing. */
  readonly customers: readonly { readonly id: string; readonly code: string }[];
}

/** What is known of codes of one sort, in the order of the codes. */
export interface KnownCodeList {
  readonly owners: readonly number[];
  /** Of the few that customers use. */
  readonly customers: readonly (readonly [place: number, customers: KnownCode['customers']])[];
}
