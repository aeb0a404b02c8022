// SPDX-License-Identifier: Apache-2.0

/** How long a connection waits for another's write before it fails: far longer than any transaction of ours. */
export const BUSY_TIMEOUT_MS = 10_000;

/**
 * Pages that each connection keeps in memory, by file. Indexes of the projection are written all over its file, so
 * the 2 MB that SQLite takes by itself would write and read the same pages many times in one block; more than this
 * hardly helps. The vault mostly grows at its end.
 */
export const CACHE_KIB = { vault: 4_096, projection: 16_384 } as const;

/**
 * Memory for short-lived objects of each thread. What a thread reads and writes lives for one operation; by itself
 * the engine would let three times as much of it lie about before it tidies up.
 */
export const YOUNG_MB_MAX = 16;

/**
 * Memory for all other objects of each thread: ten times what the largest operation holds. Told that there is no more,
 * the engine tidies up earlier; by itself it would let twice as much lie about.
 */
export const OLD_MB_MAX = 512;
