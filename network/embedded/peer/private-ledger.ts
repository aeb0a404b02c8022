// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { CommittingPeer } from '../commit/committer.js';
import { isWanted, PrivateCommit, type PrivateBlock, type WantedSet } from '../commit/private-commit.js';
import { storedTransactions } from '../commit/stored-transactions.js';
import { isValidInvocation, type Transaction } from '../commit/transaction.js';
import { TRANSIENT_BLOCKS_MAX, TRANSIENT_SWEEP_BLOCKS } from '../limits.js';
import type { PrivateSet } from '../simulation/read-write-set.js';
import type { ChannelStore } from '../storage/channel-store.js';
import type { Operation } from '../storage/database.js';
import type { PeerStore } from '../storage/peer-store.js';
import type { PrivateDataHolder } from './distribution.js';

/** What a private ledger works with. */
export interface PrivateLedgerParts {
  readonly mspId: string;
  readonly channel: Channel;
  readonly store: PeerStore;
  /** Running peers of other organisations. */
  readonly others: () => readonly PrivateDataHolder[];
}

/** The private data of one organisation, kept in step with the channel. */
export class PrivateLedger implements CommittingPeer, PrivateDataHolder {
  readonly mspId: string;
  readonly store: PeerStore;
  readonly #others: () => readonly PrivateDataHolder[];
  readonly #commit: PrivateCommit;
  #compaction: Promise<void> = Promise.resolve();
  #mustCompact = false;

  constructor({ mspId, channel, store, others }: PrivateLedgerParts) {
    this.mspId = mspId;
    this.store = store;
    this.#others = others;
    this.#commit = new PrivateCommit(mspId, channel, store, (wanted) => this.#find(wanted));
  }

  /** Applies the blocks that the peer missed while it was stopped, or that a crash kept from it. */
  async catchUp(channelStore: ChannelStore): Promise<void> {
    for (let number = this.store.height; number < channelStore.height; number++) {
      const block = channelStore.block(number);
      if (!block) throw new Error(`block ${number} is missing`);
      const write = await this.prepare({ number, transactions: storedTransactions(block) });
      await write();
    }
    this.reveal();
  }

  hold(): void {
    this.store.database.hold();
  }

  reveal(): void {
    this.store.database.advance();
    if (this.#mustCompact) this.#compact();
  }

  async prepare(block: PrivateBlock): Promise<() => Promise<void>> {
    const { operations, hasRemoved } = await this.#commit.effects(block);
    const drops = await this.#drops(block.transactions);
    return async () => {
      await this.store.apply(block.number, [...operations, ...drops]);
      if (block.number % TRANSIENT_SWEEP_BLOCKS === 0) {
        await this.store.sweepTransient(block.number - TRANSIENT_BLOCKS_MAX);
      }
      this.#mustCompact ||= hasRemoved;
    };
  }

  /** Closes the store once its files are in order. */
  async close(): Promise<void> {
    await this.#compaction;
    await this.store.database.close();
  }

  /** LevelDB only marks values as removed; what was purged must leave the files too. */
  #compact(): void {
    this.#mustCompact = false;
    this.#compaction = this.#compaction.then(() => this.store.database.compact());
  }

  async #drops(transactions: readonly Transaction[]): Promise<Operation[]> {
    const drops: Operation[] = [];
    for (const transaction of transactions) {
      if (hasPrivateData(transaction)) drops.push(...(await this.store.transient(transaction.id)).drop);
    }
    return drops;
  }

  /** Looks into what was kept here at endorsement, then asks the others. */
  async #find(wanted: WantedSet): Promise<PrivateSet | undefined> {
    for (const { store } of [this, ...this.#others()]) {
      const { sets } = await store.transient(wanted.transactionId);
      const found = [...sets, ...store.committed(wanted.version)].find((set) => isWanted(set, wanted));
      if (found) return found;
    }
    return undefined;
  }
}

function hasPrivateData(transaction: Transaction): boolean {
  return (
    isValidInvocation(transaction) &&
    transaction.action.sets.some(({ collections }) => collections.length > 0)
  );
}
