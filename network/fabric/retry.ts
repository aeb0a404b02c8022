// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { POLL_MS, READY_TIMEOUT_MS } from './limits.js';

/** Repeats an action until it succeeds or the time for a node to start is over; then its last error is thrown. */
export async function retryUntilReady<T>(action: () => Promise<T>, timeoutMs = READY_TIMEOUT_MS): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await sleep(POLL_MS);
    }
  }
}
