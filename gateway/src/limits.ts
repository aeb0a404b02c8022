// SPDX-License-Identifier: Apache-2.0
/** Every limit of a gateway, each with its reason. */

/** Faults listed in one answer: enough to mend a file by, small enough for a screen and a log. */
export const FAULTS_MAX = 1_000;

/** Page sizes of lists (API conventions): the default and the most a caller may ask for. */
export const PAGE_DEFAULT = 100;
export const PAGE_MAX = 1_000;

/** How long a publish call waits for its final answer without `Prefer: wait`, and the most it may ask for. */
export const WAIT_DEFAULT_SECONDS = 30;
export const WAIT_MAX_SECONDS = 120;

/** Deadlines of calls to the own peer, in milliseconds: far above what a healthy ledger needs (5 to 600). */
export const LEDGER_EVALUATE_MS = 10_000;
export const LEDGER_ENDORSE_MS = 15_000;
export const LEDGER_SUBMIT_MS = 10_000;
/** Longer, because a full block and a slow disk come before the answer; after it the outcome is asked again. */
export const LEDGER_COMMIT_STATUS_MS = 30_000;

/** A peer that does not answer a ping for so long is gone; without pings a dead connection looks silent. */
export const LEDGER_KEEPALIVE_MS = 120_000;
export const LEDGER_KEEPALIVE_TIMEOUT_MS = 20_000;

/** Largest message from or to the own peer: a block holds at most 10 MB of transactions, with room for metadata. */
export const LEDGER_MESSAGE_BYTES_MAX = 32_000_000;

/** Entries of one list in a policy (kinds, enterprises, values): a channel has at most a few hundred members. */
export const POLICY_ITEMS_MAX = 1_000;

/**
 * Blocks after which a hole in a publisher's numbers counts as missing (docs/format.md, chapter 8): what was
 * numbered earlier may be committed later, but not by so much.
 */
export const MISSING_AFTER_BLOCKS = 100;

/** Most missing publications told of one publisher: a hostile one can claim any number. */
export const MISSING_COUNT_MAX = 1_000_000;
