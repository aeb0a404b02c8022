// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';

/** How long a test waits: back-offs of a gateway reach some seconds after some failures; what takes longer has stopped. */
export const PATIENCE_MS = 60_000;
const PAUSE_MS = 25;

/**
 * Looks again until there is something to see.
 *
 * @param what - what should happen
 * @throws Error when it did not happen in time
 */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not within ${PATIENCE_MS / 1_000} seconds: ${what}`);
    await delay(PAUSE_MS);
  }
}
