// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads';
import { reviveError } from './error-transfer.js';
import { OLD_MB_MAX, YOUNG_MB_MAX } from './limits.js';
import type { LaneRole, Task, ThreadAnswer, ThreadRequest, ThreadSetup } from './messages.js';

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that opens files of stores and runs operations on them, one after another. */
export class StoreThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  #entered = 0;
  #lanes = 0;
  #failure: Error | undefined;

  constructor(role: LaneRole) {
    const workerData: ThreadSetup = { role };
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB_MAX, maxOldGenerationSizeMb: OLD_MB_MAX },
    });
    this.#worker.on('message', (answer: ThreadAnswer) => {
      this.#settle(answer);
    });
    this.#worker.on('error', (error: Error) => {
      this.#fail(error);
    });
    this.#worker.once('exit', (code) => {
      this.#fail(new Error(`a thread of the store has ended (${code})`));
    });
  }

  /** How many stores have a lane on it. */
  get lanes(): number {
    return this.#lanes;
  }

  get isRunning(): boolean {
    return this.#failure === undefined;
  }

  /** @returns the number of a new lane; the process does not end while a thread has one */
  enter(): number {
    this.#lanes++;
    this.#worker.ref();
    return ++this.#entered;
  }

  /** Ends a lane. The thread stays, for the store that may be opened next. */
  leave(): void {
    this.#lanes--;
    if (this.#lanes === 0) this.#worker.unref();
  }

  /**
   * Does one task of a lane.
   *
   * @throws what the task throws; Error when the thread has ended, or an argument cannot be cloned
   */
  ask(lane: number, task: Task): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      const request: ThreadRequest = { id: ++this.#requests, lane, task };
      // An argument that cannot be cloned throws here, and so rejects this promise alone.
      this.#worker.postMessage(request);
      this.#waiting.set(request.id, { resolve, reject });
    });
  }

  #settle(answer: ThreadAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(reviveError(answer.error));
    else waiting?.resolve(answer.result);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
