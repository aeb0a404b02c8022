// SPDX-License-Identifier: Apache-2.0
import type { LaneRole } from './messages.js';
import { threadFor } from './threads.js';
import type { StoreThread } from './store-thread.js';

/** One store's connection to both of its files, on a thread that other stores of the process may share. */
export class Lane {
  readonly #thread: StoreThread;
  readonly #number: number;
  #closing: Promise<void> | undefined;

  private constructor(thread: StoreThread, number: number) {
    this.#thread = thread;
    this.#number = number;
  }

  /**
   * Opens the files of a store for writing or for reading.
   *
   * @throws Error of opening the files
   */
  static async open(dir: string, role: LaneRole): Promise<Lane> {
    const thread = threadFor(role);
    const number = thread.enter();
    try {
      await thread.ask(number, { open: dir });
    } catch (error) {
      thread.leave();
      throw error;
    }
    return new Lane(thread, number);
  }

  /** Runs one operation by name, after those that were asked for before. */
  async run(name: string, args: unknown): Promise<unknown> {
    if (this.#closing !== undefined) throw new Error('the store is closed');
    return this.#thread.ask(this.#number, { run: name, args });
  }

  /** Lets the thread finish what it was asked, and closes the files. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      await this.#thread.ask(this.#number, { close: true });
    } finally {
      this.#thread.leave();
    }
  }
}
