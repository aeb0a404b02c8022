// SPDX-License-Identifier: Apache-2.0
import type { Identity } from '../identity/identity.js';

/** Something that a set of signers satisfies or not. */
export interface Policy {
  /** Whether the identities, whose signatures were verified before, satisfy the policy. */
  evaluate(identities: readonly Identity[]): boolean;
}

/** A policy of the configuration that cannot be read or refers to nothing: nobody satisfies it. */
export const REJECT_ALL: Policy = { evaluate: () => false };
