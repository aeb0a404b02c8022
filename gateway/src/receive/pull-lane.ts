// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';
import type { PublicationLedger } from '../ledger/publication-ledger.js';
import { PULL_BACK_OFF, PULL_IDS_MAX, PULL_STATE_AFTER, PULL_WRONG_MAX } from '../limits.js';
import { backOffMs, pause } from '../back-off.js';

/** What a lane does with its answers. */
export interface PullSink<W extends Wanted> {
  /**
   * Takes the bytes of one publication.
   *
   * @returns false when they are not the bytes that the envelope names: they are asked for again
   */
  take(wanted: W, sealed: Uint8Array): Promise<boolean>;
  /** The publisher's peer answers bytes, but never the right ones. */
  wrong(wanted: W): Promise<void>;
  /** The publication was purged before it could be pulled. */
  purged(wanted: W): Promise<void>;
}

/** A publication whose bytes are to be had from its publisher's peer. */
export interface Wanted {
  readonly id: string;
  readonly publisher: string;
}

interface Waiting<W> {
  readonly wanted: W;
  failures: number;
  wrongAnswers: number;
  notBefore: number;
}

/** What a lane needs. */
export interface PullContext<W extends Wanted> {
  readonly ledger: Pick<PublicationLedger, 'readSealed' | 'verify'>;
  readonly sink: PullSink<W>;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/**
 * Pulls from one publisher, many ids with one question, until nothing is wanted any more. A publisher that is
 * away is asked again and again, ever more seldom; the others have lanes of their own and do not wait.
 */
export class PullLane<W extends Wanted> {
  readonly #publisher: string;
  readonly #context: PullContext<W>;
  readonly #waiting = new Map<string, Waiting<W>>();
  #running: Promise<void> | undefined;

  constructor(publisher: string, context: PullContext<W>) {
    this.#publisher = publisher;
    this.#context = context;
  }

  /** Number of publications still wanted. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Settles when the lane has nothing to do, or was ended. */
  get idle(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  /** Adds a publication; one that is wanted already stays where it is. */
  add(wanted: W): void {
    if (this.#waiting.has(wanted.id)) return;
    this.#waiting.set(wanted.id, { wanted, failures: 0, wrongAnswers: 0, notBefore: 0 });
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    const { signal, now } = this.#context;
    let failures = 0;
    while (this.#waiting.size > 0 && !signal.aborted) {
      const batch = this.#due();
      if (batch.length === 0) {
        await pause(Math.max(this.#earliest() - now(), 1), signal);
        continue;
      }
      try {
        await this.#pull(batch);
        failures = 0;
      } catch (error) {
        if (!isRetryable(error)) throw error;
        failures += 1;
        await pause(backOffMs(failures, PULL_BACK_OFF), signal);
      }
    }
  }

  #due(): readonly Waiting<W>[] {
    const now = this.#context.now();
    return [...this.#waiting.values()].filter(({ notBefore }) => notBefore <= now).slice(0, PULL_IDS_MAX);
  }

  #earliest(): number {
    return Math.min(...[...this.#waiting.values()].map(({ notBefore }) => notBefore));
  }

  async #pull(batch: readonly Waiting<W>[]): Promise<void> {
    const answers = await this.#context.ledger.readSealed(
      this.#publisher,
      batch.map(({ wanted }) => wanted.id),
    );
    // The answer may cover only the first ids; the others simply stay due.
    for (const [i, sealed] of answers.entries()) {
      const waiting = batch[i];
      if (waiting === undefined || this.#context.signal.aborted) return;
      await (sealed === null ? this.#absent(waiting) : this.#answered(waiting, sealed));
    }
  }

  async #answered(waiting: Waiting<W>, sealed: Uint8Array): Promise<void> {
    if (await this.#context.sink.take(waiting.wanted, sealed)) {
      this.#waiting.delete(waiting.wanted.id);
      return;
    }
    waiting.wrongAnswers += 1;
    if (waiting.wrongAnswers < PULL_WRONG_MAX) {
      this.#later(waiting);
      return;
    }
    await this.#context.sink.wrong(waiting.wanted);
    this.#waiting.delete(waiting.wanted.id);
  }

  /** No bytes: the peer may be behind ours, or they were purged; only after some questions it is worth to look. */
  async #absent(waiting: Waiting<W>): Promise<void> {
    this.#later(waiting);
    if (waiting.failures < PULL_STATE_AFTER) return;
    const state = await this.#context.ledger.verify(this.#publisher, waiting.wanted.id);
    if (state !== 'PURGED') return;
    await this.#context.sink.purged(waiting.wanted);
    this.#waiting.delete(waiting.wanted.id);
  }

  #later(waiting: Waiting<W>): void {
    waiting.failures += 1;
    waiting.notBefore = this.#context.now() + backOffMs(waiting.failures, PULL_BACK_OFF);
  }
}

/** The network failed, or the publisher's peer: nothing that will not pass, and nothing of ours. */
function isRetryable(error: unknown): boolean {
  const codes = ['LEDGER_UNAVAILABLE', 'LEDGER_REFUSED', 'ENDORSEMENT_FAILED'];
  return error instanceof GatewayError && codes.includes(error.code);
}
