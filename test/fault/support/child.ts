// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PATIENCE_MS } from './eventually.js';

/** A program of this folder in a process of its own, which can be killed where it is. */
export class Child {
  readonly #process: ChildProcess;
  readonly #exit: Promise<unknown>;

  /** @param order - what it is to do, as JSON in its only argument */
  constructor(program: string, order: object) {
    const file = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
    this.#process = fork(file, [JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#exit = once(this.#process, 'exit');
  }

  /**
   * What it says next.
   *
   * @throws Error when it ends first
   */
  async says<T>(): Promise<T> {
    const ended = this.#exit.then(() => {
      throw new Error('the process ended before it answered');
    });
    const [message] = (await Promise.race([once(this.#process, 'message'), ended])) as [T];
    return message;
  }

  /** Tells it something, and waits for its answer. */
  async tell(message: object): Promise<void> {
    const answered = this.says();
    this.#process.send(message);
    await answered;
  }

  /**
   * Waits for its end.
   *
   * @throws Error when it goes on for too long
   */
  async ended(): Promise<void> {
    const waiting = new AbortController();
    const late = delay(PATIENCE_MS, undefined, { signal: waiting.signal }).then(() => {
      throw new Error(`the process did not end within ${PATIENCE_MS / 1_000} seconds`);
    });
    try {
      await Promise.race([this.#exit, late]);
    } finally {
      late.catch(() => undefined);
      waiting.abort();
    }
  }

  /** Kills it where it is (SIGKILL); nothing that it holds in memory reaches the disk. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#exit;
  }
}
