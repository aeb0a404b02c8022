// SPDX-License-Identifier: Apache-2.0
/** Every limit of the sealed form that the ledger does not check itself (docs/format.md), each with its reason. */

/** Characters of a kind: names are words of people, and the header must fit its box. */
export const KIND_CHARS_MAX = 64;

/** Greatest version of a kind's schema: two bytes are more versions than a kind will ever see. */
export const SCHEMA_MAX = 65_535;

/** Roles in a permission to pass on: today ten exist, and the header must fit its box. */
export const ONWARD_ROLES_MAX = 16;

/** Characters of one role: the longest of today has 11. */
export const ROLE_CHARS_MAX = 32;

/** Greatest time in unix seconds: above it, readers that hold numbers as doubles would round it. */
export const UNIX_SECONDS_MAX = Number.MAX_SAFE_INTEGER;

/** Greatest epoch, u32 of unix seconds: reached in the year 2106. */
export const EPOCH_MAX = 2 ** 32 - 1;

/** Greatest counter, u64: nobody publishes that often, so it never begins anew. */
export const COUNTER_MAX = 2n ** 64n - 1n;
