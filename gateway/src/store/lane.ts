// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads';
import { reviveError } from './error-transfer.js';
import { YOUNG_MB_MAX } from './limits.js';
import type { LaneAnswer, LaneRequest, LaneSetup } from './messages.js';

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One thread with its own connection to both files; it answers requests in their order. */
export class Lane {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #next = 1;
  #failure: Error | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: LaneAnswer) => {
      this.#settle(answer);
    });
    worker.on('error', (error: Error) => {
      this.#fail(error);
    });
    this.#ended = new Promise((resolve) => {
      worker.once('exit', (code) => {
        this.#fail(new Error(`the store's thread has ended (${code})`));
        resolve();
      });
    });
  }

  /**
   * Starts the thread and opens the files in it.
   *
   * @throws Error of opening the files
   */
  static async open(dir: string, role: LaneSetup['role']): Promise<Lane> {
    const workerData: LaneSetup = { dir, role };
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB_MAX },
    });
    const lane = new Lane(worker);
    await lane.#send({ id: 0, name: 'open', args: undefined });
    return lane;
  }

  /** Runs one operation by name. */
  run(name: string, args: unknown): Promise<unknown> {
    return this.#send({ id: this.#next++, name, args });
  }

  /** Lets the thread finish what it was asked, close its files and end. */
  async close(): Promise<void> {
    this.#worker.postMessage('close');
    await this.#ended;
  }

  #send(request: LaneRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      this.#waiting.set(request.id, { resolve, reject });
      // An argument that cannot be cloned throws here, and so rejects this promise alone.
      try {
        this.#worker.postMessage(request);
      } catch (error) {
        this.#waiting.delete(request.id);
        throw error;
      }
    });
  }

  #settle(answer: LaneAnswer): void {
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
