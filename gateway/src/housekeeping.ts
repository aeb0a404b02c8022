// SPDX-License-Identifier: Apache-2.0
import { instantNow } from './clock.js';
import { HOUSEKEEPING_MS } from './limits.js';
import type { Publishing } from './publish/publishing.js';
import type { Store } from './store/store.js';

/** What has to be done now and then. */
export interface HousekeepingContext {
  readonly enterprise: string;
  readonly store: Store;
  readonly publishing: Pick<Publishing, 'forget'>;
  /** Told of a round that failed: what it needs is the store alone, which must not fail. */
  readonly failed: (error: unknown) => void;
}

/**
 * Does what depends on the time alone: records whose time has come become current, holes in the numbers of
 * what others sent become known, and idempotency keys and ended calls that are old enough are forgotten.
 *
 * @returns a function that stops it
 */
export function startHousekeeping(context: HousekeepingContext): () => Promise<void> {
  let round: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    round = keepHouse(context).catch(context.failed);
  }, HOUSEKEEPING_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}

async function keepHouse({ enterprise, store, publishing }: HousekeepingContext): Promise<void> {
  await store.write('project.promote', { now: instantNow() });
  const asOfBlock = await store.read('project.checkpoint', null);
  const missing = await store.read('missing.count', { asOfBlock, own: enterprise });
  await store.write('project.missing', missing);
  await publishing.forget();
}
