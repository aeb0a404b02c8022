// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import type { LaneRole } from './messages.js';
import { StoreThread } from './store-thread.js';

/**
 * Threads of one role in a process. A process with one gateway has one; where several gateways share a process,
 * more threads than processors would only cost memory, and each takes a while to start.
 */
const THREADS_MAX = availableParallelism();

/** Threads are the process's, as its processors are: whoever opens a store shares them. */
const running: Record<LaneRole, StoreThread[]> = { write: [], read: [] };

/** The thread with the fewest stores; a new one as long as all have some and more may be started. */
export function threadFor(role: LaneRole): StoreThread {
  running[role] = running[role].filter((thread) => thread.isRunning);
  const threads = running[role];
  const [quietest] = threads.toSorted((a, b) => a.lanes - b.lanes);
  if (quietest !== undefined && (quietest.lanes === 0 || threads.length >= THREADS_MAX)) return quietest;
  const thread = new StoreThread(role);
  threads.push(thread);
  return thread;
}
