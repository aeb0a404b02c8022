// SPDX-License-Identifier: Apache-2.0
import { LIVE_BLOCKS_BUFFERED } from '../limits.js';
import type { ChannelStore } from '../storage/channel-store.js';
import { blockEventOf, type BlockEvent } from './block-event.js';

/** Where a transaction ended. */
export interface CommitNotice {
  readonly code: number;
  readonly block: number;
}

/** Tells listeners about committed blocks and transactions. */
export class BlockFeed {
  readonly #store: ChannelStore;
  readonly #followers = new Set<(event: BlockEvent) => void>();
  readonly #waiting = new Map<string, Set<(notice: CommitNotice) => void>>();

  constructor(store: ChannelStore) {
    this.#store = store;
  }

  /** Announces a block that readers can see by now. */
  announce(event: BlockEvent): void {
    for (const { id, code } of event.transactions) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      for (const resolve of waiting ?? []) resolve({ code, block: event.number });
    }
    for (const follower of this.#followers) follower(event);
  }

  /** Waits for a transaction; answers at once if it is committed. A repeat of its id does not change the answer. */
  committed(transactionId: string, signal: AbortSignal): Promise<CommitNotice> {
    const known = this.#store.transaction(transactionId);
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(transactionId) ?? new Set();
      this.#waiting.set(transactionId, waiting.add(resolve));
      signal.addEventListener('abort', () => {
        waiting.delete(resolve);
        if (waiting.size === 0) this.#waiting.delete(transactionId);
        reject(new Error('context canceled'));
      });
    });
  }

  /** Blocks from a number on and then live, each once and in order, until the signal. */
  async *follow(from: number, signal: AbortSignal): AsyncGenerator<BlockEvent, void> {
    const live: BlockEvent[] = [];
    let wake: () => void = () => undefined;
    const follower = (event: BlockEvent): void => {
      live.push(event);
      if (live.length > LIVE_BLOCKS_BUFFERED) live.shift();
      wake();
    };
    const stop = (): void => {
      wake();
    };
    this.#followers.add(follower);
    signal.addEventListener('abort', stop);
    try {
      for (let next = from; !signal.aborted;) {
        const event = this.#next(next, live);
        if (event) {
          next++;
          yield event;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    } finally {
      this.#followers.delete(follower);
      signal.removeEventListener('abort', stop);
    }
  }

  #next(number: number, live: BlockEvent[]): BlockEvent | undefined {
    while (live[0] && live[0].number < number) live.shift();
    if (live[0]?.number === number) return live.shift();
    const stored = this.#store.block(number);
    return stored && blockEventOf(stored);
  }
}
