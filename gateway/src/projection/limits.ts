// SPDX-License-Identifier: Apache-2.0
/** Limits of reading, each with its reason. */

/** A publisher's claim of the time may lie this far outside what others' transactions show (design 4.8). */
export const TIME_TOLERANCE_NANOS = 15n * 60n * 1_000_000_000n;

/** Records of one publication have numbers of 16 bits, as the sealed form bounds them. */
export const RECORDS_PER_PUBLICATION = 65_536;

/**
 * Rows that may be sorted to make one page. A filter without an order of its own leads the search only below
 * this; above it, walking the newest records first reaches a full page sooner.
 */
export const SORTED_ROWS_MAX = 5_000;

/** Terms of one filter that are merged in order; SQLite merges at most 500. More are gathered and sorted. */
export const MERGED_TERMS_MAX = 400;

/**
 * Names that one name leads to, in each of two steps: a product has one for each customer, and a channel a few
 * hundred members. Beyond that somebody names everything alike, and a query must not pay for it.
 */
export const ALIASES_MAX = 1_000;

/** Characters of a search text that count: more would make one query cost as much as many. */
export const SEARCH_CHARS_MAX = 200;

/** Words of a search; a sentence has fewer, and each is one more list to intersect. */
export const SEARCH_WORDS_MAX = 16;

/** Records that hold a word, from which on it is frequent; as many can be listed in a millisecond or two. */
export const FREQUENT_WORD_RECORDS = 5_000;

/** Characters of one record that can be searched, so that one long text does not slow every commit. */
export const INDEXED_CHARS_MAX = 20_000;

/** How long a reader waits for a block that is not projected yet, and how often it looks. */
export const MIN_BLOCK_WAIT_MS = 10_000;
export const MIN_BLOCK_POLL_MS = 50;

/** Entries of the access log are written together: after this time, or when this many wait. */
export const ACCESS_LOG_FLUSH_MS = 250;
export const ACCESS_LOG_BATCH_MAX = 500;

/** Sections and values of one proof pack of level 2, with its block (docs/format.md, chapter 10). */
export const PROOF_BYTES_MAX = 4_000_000;
