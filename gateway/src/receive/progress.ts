// SPDX-License-Identifier: Apache-2.0
import { EventEmitter } from 'node:events';

/**
 * How far this gateway has read the ledger. A block counts as read when it, and every own publication in it,
 * stands in the projection: who published can then read what he wrote.
 */
export class Progress {
  readonly #events = new EventEmitter().setMaxListeners(0);
  #block: number;

  /** @param block - the last block in the projection, -1 for none */
  constructor(block: number) {
    this.#block = block;
  }

  /** Number of the last block read, -1 before the first. */
  get block(): number {
    return this.#block;
  }

  /** Tells that a block was read. */
  advance(block: number): void {
    this.#block = block;
    this.#events.emit('block', block);
  }

  /**
   * Waits until a block was read.
   *
   * @returns false when the signal ended the waiting first
   */
  async reached(block: number, signal: AbortSignal): Promise<boolean> {
    if (this.#block >= block) return true;
    if (signal.aborted) return false;
    return new Promise((resolve) => {
      const finish = (reached: boolean): void => {
        this.#events.off('block', check);
        signal.removeEventListener('abort', abort);
        resolve(reached);
      };
      const check = (read: number): void => {
        if (read >= block) finish(true);
      };
      const abort = (): void => {
        finish(false);
      };
      this.#events.on('block', check);
      signal.addEventListener('abort', abort, { once: true });
    });
  }
}
