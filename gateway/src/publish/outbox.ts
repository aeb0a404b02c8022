// SPDX-License-Identifier: Apache-2.0
import { setMaxListeners } from 'node:events';
import { TRANSACTIONS_IN_FLIGHT_MAX } from '../limits.js';
import { deliver, type DeliveryContext } from './delivery.js';

/** What the outbox needs of the gateway. */
export interface OutboxContext extends DeliveryContext {
  /** Told when a transaction of this job was settled: committed, or refused for good. */
  readonly settled: (job: string) => void;
  /** Told of a failure that nobody foresaw; the entry stays and is tried again at the next start. */
  readonly broken: (error: unknown) => void;
}

/** Delivers what was sealed, some transactions at once, none of them lost by a crash. */
export class Outbox {
  readonly #context: OutboxContext;
  readonly #stop = new AbortController();
  readonly #waiting: string[] = [];
  readonly #running = new Map<string, Promise<void>>();
  #roomWanted: (() => void)[] = [];

  constructor(context: OutboxContext) {
    this.#context = context;
    // Each delivery listens at every wait of its own.
    setMaxListeners(0, this.#stop.signal);
  }

  /** Transactions that are not settled yet. */
  get backlog(): number {
    return this.#waiting.length + this.#running.size;
  }

  /** Takes up what an earlier process left behind. */
  async start(): Promise<void> {
    for (const id of await this.#context.store.read('outbox.open', {})) this.add(id);
  }

  /** Delivers one entry that the vault holds. */
  add(id: string): void {
    this.#waiting.push(id);
    this.#fill();
  }

  /** Waits until fewer than so many transactions are unsettled, or the outbox stops. */
  async room(max: number): Promise<void> {
    while (this.backlog >= max && !this.#stop.signal.aborted) {
      await new Promise<void>((resolve) => this.#roomWanted.push(resolve));
    }
  }

  /** Ends all deliveries where they are; the next start goes on with them. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wakeUp();
    await Promise.all(this.#running.values());
  }

  #fill(): void {
    while (this.#running.size < TRANSACTIONS_IN_FLIGHT_MAX && !this.#stop.signal.aborted) {
      const id = this.#waiting.shift();
      if (id === undefined) return;
      this.#running.set(id, this.#run(id));
    }
  }

  async #run(id: string): Promise<void> {
    try {
      const delivered = await deliver(id, this.#context, this.#stop.signal);
      if (delivered?.replacement != null) this.#waiting.push(delivered.replacement);
      if (delivered !== undefined) this.#context.settled(delivered.job);
    } catch (error) {
      this.#context.broken(error);
    }
    this.#running.delete(id);
    this.#wakeUp();
    this.#fill();
  }

  #wakeUp(): void {
    const wanted = this.#roomWanted;
    this.#roomWanted = [];
    for (const resolve of wanted) resolve();
  }
}
