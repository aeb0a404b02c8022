// SPDX-License-Identifier: Apache-2.0

/** How long a connection waits for another's write before it fails: far longer than any transaction of ours. */
export const BUSY_TIMEOUT_MS = 10_000;

/**
 * Pages that each connection keeps in memory. Indexes are written all over a file, so the 2 MB that SQLite takes
 * by itself would write and read the same pages many times in one block; more than this hardly helps.
 */
export const CACHE_KIB = 16_384;
