// SPDX-License-Identifier: Apache-2.0
import { PullLane, type PullContext, type Wanted } from './pull-lane.js';

/** Everything that is to be pulled, a lane for each publisher. */
export class PullQueue<W extends Wanted> {
  readonly #context: PullContext<W>;
  readonly #failed: (error: unknown) => void;
  readonly #lanes = new Map<string, PullLane<W>>();

  /** @param failed - told of what a lane cannot go on after, such as a full disk */
  constructor(context: PullContext<W>, failed: (error: unknown) => void) {
    this.#context = context;
    this.#failed = failed;
  }

  /** Number of publications still wanted. */
  get size(): number {
    return [...this.#lanes.values()].reduce((sum, lane) => sum + lane.size, 0);
  }

  /** Adds a publication; its publisher's lane starts when it is the first. */
  add(wanted: W): void {
    let lane = this.#lanes.get(wanted.publisher);
    if (lane === undefined) {
      lane = new PullLane(wanted.publisher, this.#context);
      this.#lanes.set(wanted.publisher, lane);
    }
    const wasIdle = lane.size === 0;
    lane.add(wanted);
    if (wasIdle) lane.idle.catch(this.#failed);
  }

  /** Settles when no lane works any more; the signal of the context ends them. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.#lanes.values()].map((lane) => lane.idle));
  }
}
