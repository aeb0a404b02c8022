// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import { GatewayError } from '../errors.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { LedgerBlock } from '../ledger/ledger-block.js';
import type { PublicationLedger } from '../ledger/publication-ledger.js';
import { FOLLOW_BACK_OFF } from '../limits.js';
import type { Metrics } from '../metrics.js';
import type { Store } from '../store/store.js';
import type { Arrival } from '../vault/arrivals.js';
import { backOffMs, pause } from '../back-off.js';
import { readBlock, type BlockReaderContext } from './block-reader.js';
import { applyGrants, GRANT_KIND, type GrantContext } from './grant-effects.js';
import { checkLedger } from './known-ledger.js';
import { Progress } from './progress.js';
import { PublicationReader, type AddressedPublication, type TakenPublication } from './publication-reader.js';
import { PullQueue } from './pull-queue.js';
import type { ReceiverStatus } from './receiver-status.js';
import { resumeUnsettled } from './resume.js';

/** What receiving needs. */
export interface ReceiverOptions {
  readonly enterprise: string;
  readonly store: Store;
  readonly ledger: PublicationLedger;
  readonly ring: KeyRing;
  readonly log: Logger;
  /** Counts what went wrong, for metrics. */
  readonly counts?: Pick<Metrics, 'unreadable' | 'refused' | 'duplicate' | 'refusedKey'>;
  /** Told of every arrival, once what arrived can be read. */
  readonly arrived: (arrival: Arrival) => void;
  /** Told when receiving cannot go on, such as after a full disk; the gateway has to be started again. */
  readonly failed: (error: unknown) => void;
  /** Told where it is, so that a test can end the process there. */
  readonly step?: (name: string) => void;
}

/** Reads the ledger of one enterprise from where it stopped, and goes on until it is closed. */
export class Receiver {
  readonly progress: Progress;
  readonly #options: ReceiverOptions;
  /** Last block of the projection when this process began. */
  readonly #checkpoint: number;
  readonly #stop = new AbortController();
  readonly #queue: PullQueue<AddressedPublication>;
  readonly #reader: PublicationReader;
  #following = false;
  #running: Promise<void> = Promise.resolve();

  private constructor(options: ReceiverOptions, checkpoint: number) {
    this.#options = options;
    this.#checkpoint = checkpoint;
    // Before what an earlier process left unfinished is taken up, none of its blocks counts as read.
    this.progress = new Progress(-1);
    this.#reader = this.#newReader();
    this.#queue = this.#newQueue();
  }

  /** Resumes what an earlier process left unfinished, and starts to follow the ledger. */
  static async start(options: ReceiverOptions): Promise<Receiver> {
    const checkpoint = await options.store.read('project.checkpoint', null);
    const receiver = new Receiver(options, checkpoint);
    receiver.#running = receiver.#run().catch((error: unknown) => {
      receiver.#fail(error);
    });
    return receiver;
  }

  get status(): ReceiverStatus {
    return { block: this.progress.block, following: this.#following, pulling: this.#queue.size };
  }

  /** Stops after what is being done now. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#queue.idle();
  }

  async #run(): Promise<void> {
    let failures = 0;
    let isResumed = false;
    while (!this.#stop.signal.aborted) {
      try {
        if (!isResumed) await this.#resume();
        isResumed = true;
        for await (const block of this.#options.ledger.blocks(this.progress.block + 1, this.#stop.signal)) {
          this.#following = true;
          failures = 0;
          await this.#read(block);
        }
      } catch (error) {
        if (!isLedgerAway(error)) throw error;
        failures += 1;
        this.#options.log.warn({ code: error.code, failures }, 'the block stream ended; following again');
        await pause(backOffMs(failures, FOLLOW_BACK_OFF), this.#stop.signal);
      } finally {
        this.#following = false;
      }
    }
  }

  async #resume(): Promise<void> {
    const { store, ledger } = this.#options;
    await checkLedger(store, ledger);
    await resumeUnsettled(this.#blockContext, ledger);
    this.progress.advance(this.#checkpoint);
  }

  async #read(block: LedgerBlock): Promise<void> {
    const { log } = this.#options;
    if (block.undecodable.length > 0) {
      log.error(
        { block: block.number, transactions: block.undecodable },
        'valid transactions cannot be decoded',
      );
    }
    for (const { publisher, id, reason } of block.transactions.flatMap(({ refused }) => refused)) {
      this.#options.counts?.refused(reason);
      log.warn(
        { block: block.number, publisher, publication: id, reason },
        'not a publication by the block rule',
      );
    }
    await readBlock(block, this.#blockContext);
    this.progress.advance(block.number);
  }

  #newReader(): PublicationReader {
    const { enterprise, store, ring, log, step } = this.#options;
    return new PublicationReader({
      enterprise,
      store,
      ring,
      now: () => new Date().toISOString(),
      effects: { kind: GRANT_KIND, apply: (grant) => applyGrants(grant, this.#grantContext) },
      arrived: (publication) => this.#arrived(publication),
      unreadable: ({ id, publisher }, reason) => {
        this.#options.counts?.unreadable();
        log.warn({ publication: id, publisher, reason }, 'a publication meant for us cannot be read');
      },
      ...(step === undefined ? {} : { step }),
    });
  }

  #newQueue(): PullQueue<AddressedPublication> {
    const { ledger, store } = this.#options;
    const sink = {
      take: async (wanted: AddressedPublication, sealed: Uint8Array) =>
        (await this.#reader.take(wanted, sealed)) !== 'wrong',
      wrong: (wanted: AddressedPublication) => this.#reader.giveUp(wanted, 'SEALED_HASH'),
      purged: async ({ id }: AddressedPublication) => {
        await store.write('project.state', { publication: id, state: 'purged', reason: null });
      },
    };
    const { signal } = this.#stop;
    return new PullQueue({ ledger, sink, signal, now: Date.now }, (error) => {
      this.#fail(error);
    });
  }

  get #blockContext(): BlockReaderContext {
    const { enterprise, store, ring, log } = this.#options;
    return {
      enterprise,
      store,
      ring,
      reader: this.#reader,
      want: (publication) => {
        this.#queue.add(publication);
      },
      refusedKey: ({ member, publication, outcome }) => {
        this.#options.counts?.refusedKey();
        log.error({ member, publication, outcome }, 'a published key was refused');
      },
    };
  }

  async #arrived(publication: TakenPublication): Promise<void> {
    const { store, log } = this.#options;
    const twin = await store.read('missing.twin', { publication: publication.id });
    if (twin !== null) {
      const { id, publisher } = publication;
      this.#options.counts?.duplicate();
      log.warn({ publication: id, publisher, twin }, 'two publications have one number: duplicate');
    }
    this.#options.arrived(publication.arrival);
  }

  get #grantContext(): GrantContext {
    const { store, ledger } = this.#options;
    const { want } = this.#blockContext;
    return { store, ledger, want, reader: () => this.#reader };
  }

  #fail(error: unknown): void {
    this.#stop.abort();
    this.#options.failed(error);
  }
}

function isLedgerAway(error: unknown): error is GatewayError {
  return error instanceof GatewayError && ['LEDGER_UNAVAILABLE', 'LEDGER_REFUSED'].includes(error.code);
}
