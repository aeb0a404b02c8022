// SPDX-License-Identifier: Apache-2.0
import { EventEmitter } from 'node:events';
import type { Store } from '../store/store.js';
import type { JobRow } from '../vault/jobs.js';

/** How far the own projection has come; see `receive/progress.ts`. */
export interface ProjectionProgress {
  readonly block: number;
  reached(block: number, signal: AbortSignal): Promise<boolean>;
}

/** Lets callers wait for the end of a job without asking the store again and again. */
export class JobWatch {
  readonly #store: Store;
  readonly #progress: ProjectionProgress;
  readonly #events = new EventEmitter().setMaxListeners(0);

  constructor(store: Store, progress: ProjectionProgress) {
    this.#store = store;
    this.#progress = progress;
  }

  /** Tells that something about a job has changed. */
  changed(job: string): void {
    this.#events.emit(job);
  }

  /** One job as it stands, or `null`. */
  async read(job: string): Promise<JobRow | null> {
    return this.#store.read('job.read', { id: job });
  }

  /** Whether all that a job has committed so far stands in the own projection. */
  isProjected({ block }: Pick<JobRow, 'block'>): boolean {
    return this.#progress.block >= (block ?? 0);
  }

  /**
   * Waits until a job has ended and all that it published stands in the own projection.
   *
   * @returns the ended job, or `undefined` when the time was over first
   */
  async ended(job: string, waitSeconds: number): Promise<JobRow | undefined> {
    return within(waitSeconds, (over) => this.#ended(job, over));
  }

  /**
   * Waits until everything of a kind that was published before stands in the own projection.
   *
   * @returns false when the time was over first
   */
  async settled(kind: string, waitSeconds: number): Promise<boolean> {
    const { jobs, block } = await this.#store.read('job.unsettled', { kind });
    return within(waitSeconds, async (over) => {
      for (const job of jobs) if ((await this.#ended(job, over)) === undefined) return false;
      return this.#progress.reached(block ?? 0, over);
    });
  }

  async #ended(job: string, signal: AbortSignal): Promise<JobRow | undefined> {
    for (;;) {
      // Listening begins before reading, so that no change falls in between.
      const changed = this.#nextChange(job, signal);
      const row = await this.read(job);
      if (row === null) return undefined;
      if (row.state === 'done' || row.state === 'failed') {
        const reached = await this.#progress.reached(row.block ?? 0, signal);
        return reached ? row : undefined;
      }
      await changed;
      if (signal.aborted) return undefined;
    }
  }

  async #nextChange(job: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        this.#events.off(job, finish);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      this.#events.on(job, finish);
      signal.addEventListener('abort', finish, { once: true });
    });
  }
}

/**
 * Waits for something, with a signal that ends when the time is over, and also when the waiting is: who still listens
 * then would do so for as long as the gateway runs.
 */
async function within<T>(seconds: number, wait: (over: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const timeout = setTimeout(() => {
    over.abort();
  }, seconds * 1_000);
  try {
    return await wait(over.signal);
  } finally {
    clearTimeout(timeout);
    over.abort();
  }
}
