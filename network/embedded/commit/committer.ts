// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import { ChannelConfig } from '../config/channel-config.js';
import type { Signer } from '../identity/signer.js';
import { common } from '../protos/index.js';
import { transactionOperation, type ChannelStore } from '../storage/channel-store.js';
import type { Operation } from '../storage/database.js';
import { historyOperation } from '../storage/history.js';
import { hashedNamespace } from '../storage/keys.js';
import { State } from '../storage/state.js';
import { applyWrites } from './apply-writes.js';
import { newBlock, setValidationCodes } from './block.js';
import { isAnnounced, type BlockEvent } from './block-event.js';
import type { BlockFeed } from './block-feed.js';
import { checkConflicts } from './conflict-check.js';
import { EndorsementCheck } from './endorsement-check.js';
import { expiredAt, expiryOperation } from './expiry.js';
import type { PrivateBlock } from './private-commit.js';
import { Code, isValidInvocation, readTransaction, type Transaction } from './transaction.js';
import { UpdateBatch } from './update-batch.js';

/** A peer that takes part in commits. */
export interface CommittingPeer {
  /** Keeps the present moment readable while the block is being written. */
  hold(): void;
  /** Works out the peer's private part of a block, while all peers still hold what they were given, and how to write it. */
  prepare(block: PrivateBlock): Promise<() => Promise<void>>;
  /** Lets readers see it. */
  reveal(): void;
}

/** What a committer works with. */
export interface CommitterParts {
  readonly channel: Channel;
  readonly store: ChannelStore;
  readonly feed: BlockFeed;
  readonly signer: Signer;
  /** Peers that run at this moment. */
  readonly peers: () => readonly CommittingPeer[];
}

/**
 * Makes blocks of ordered transactions: form, endorsements, conflicts, then one batch for the channel and one for each
 * peer, all on disk before anybody hears of it.
 */
export class Committer {
  readonly #parts: CommitterParts;
  #work: Promise<unknown> = Promise.resolve();

  constructor(parts: CommitterParts) {
    this.#parts = parts;
  }

  /** Runs a task while no block is being written. */
  betweenBlocks<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#work.then(task);
    this.#work = result.catch(() => undefined); // the caller hears of the failure, the next task does not
    return result;
  }

  /**
   * Validates and stores one block, after those before it.
   * @throws Error when the disk fails; the ledger must then be opened anew.
   */
  commit(envelopes: readonly Uint8Array[]): Promise<BlockEvent> {
    return this.betweenBlocks(() => this.#commit(envelopes));
  }

  async #commit(envelopes: readonly Uint8Array[]): Promise<BlockEvent> {
    const { channel, store, feed, signer } = this.#parts;
    const number = store.height;
    const peers = this.#parts.peers();
    store.database.hold();
    for (const peer of peers) peer.hold();
    const transactions = this.#judge(envelopes);
    const updates = await this.#resolveConflicts(number, transactions);
    const operations = [...(await this.#expire(number, transactions, updates)), ...updates.operations()];
    const config = newConfig(transactions);
    const lastConfig = config ? number : store.lastConfig;
    const block = newBlock({ number, previousHash: store.lastHash, lastConfig }, envelopes, signer);
    setValidationCodes(
      block,
      transactions.map(({ code }) => code),
    );
    operations.push(...this.#records(number, transactions));
    const writes = await Promise.all(peers.map((peer) => peer.prepare({ number, transactions })));
    await store.append(block, lastConfig, operations);
    await Promise.all(writes.map((write) => write()));
    store.reveal();
    for (const peer of peers) peer.reveal();
    if (config) channel.reconfigure(config);
    const event = eventOf(number, block, transactions);
    feed.announce(event);
    return event;
  }

  /** Judges form and endorsements; of equal transaction ids in the block only the first valid one stays. */
  #judge(envelopes: readonly Uint8Array[]): Transaction[] {
    const { channel, store } = this.#parts;
    const isKnown = (id: string): boolean => store.transaction(id) !== undefined;
    const context = { config: channel.config, isKnown };
    const transactions = envelopes.map((bytes, index) => readTransaction(bytes, index, context));
    const endorsements = new EndorsementCheck(channel, new State(store.database));
    for (const transaction of transactions) {
      if (isValidInvocation(transaction)) transaction.code = endorsements.judge(transaction.action);
    }
    const seen = new Set<string>();
    for (const transaction of transactions) {
      if (transaction.code !== Code.VALID || transaction.id === '') continue;
      if (seen.has(transaction.id)) transaction.code = Code.DUPLICATE_TXID;
      seen.add(transaction.id);
    }
    return transactions;
  }

  async #resolveConflicts(number: number, transactions: readonly Transaction[]): Promise<UpdateBatch> {
    const state = new State(this.#parts.store.database);
    const updates = new UpdateBatch();
    for (const transaction of transactions) {
      if (!isValidInvocation(transaction)) continue;
      const { sets } = transaction.action;
      transaction.code = await checkConflicts(sets, state, updates);
      const version = { block: number, tx: transaction.index };
      if (isValidInvocation(transaction)) applyWrites(sets, version, state, updates);
    }
    return updates;
  }

  /** Removes hashed values whose life ends with this block, and notes when the new ones will go. */
  async #expire(
    number: number,
    transactions: readonly Transaction[],
    updates: UpdateBatch,
  ): Promise<Operation[]> {
    const { channel, store } = this.#parts;
    const notes = transactions.flatMap((one) => expiryNotes(one, number, channel));
    const { expired, operations } = await expiredAt(store.database, number);
    const state = new State(store.database);
    for (const { namespace, collection, key, writtenAt } of expired) {
      const space = { namespace: hashedNamespace(namespace, collection), isHashed: true };
      const raw = Buffer.from(key, 'hex');
      if (state.get(space.namespace, raw)?.version.block !== writtenAt) continue;
      if (updates.get(space, raw.toString('latin1'))) continue;
      const version = { block: number, tx: transactions.length };
      updates.set(space, raw.toString('latin1'), { version, value: undefined, metadata: undefined });
    }
    return [...notes, ...operations];
  }

  /** History of the public keys and the transaction index, in which the first place of an id stays. */
  #records(number: number, transactions: readonly Transaction[]): Operation[] {
    const operations: Operation[] = [];
    const indexed = new Set<string>();
    for (const transaction of transactions) {
      const { id, index, code } = transaction;
      if (id !== '' && !indexed.has(id) && !this.#parts.store.transaction(id)) {
        indexed.add(id);
        operations.push(transactionOperation(id, { block: number, index, code }));
      }
      if (isValidInvocation(transaction)) operations.push(...historyOf(transaction, number));
    }
    return operations;
  }
}

function expiryNotes(transaction: Transaction, number: number, channel: Channel): Operation[] {
  if (!isValidInvocation(transaction)) return [];
  return transaction.action.sets.flatMap(({ namespace, collections }) =>
    collections.flatMap(({ name, writes }) => {
      const life = channel.collection(namespace, name)?.blockToLive ?? 0;
      if (life === 0) return [];
      const kept = writes.filter(({ isDelete }) => !isDelete);
      return kept.map(({ keyHash }) => {
        const key = Buffer.from(keyHash, 'latin1').toString('hex');
        return expiryOperation({ namespace, collection: name, key }, number, life);
      });
    }),
  );
}

function historyOf(
  transaction: Transaction & { action: NonNullable<Transaction['action']> },
  block: number,
): Operation[] {
  const { id, index, seconds, nanos, action } = transaction;
  return action.sets.flatMap(({ namespace, writes }) =>
    writes.map(({ key, isDelete, value }) =>
      historyOperation(
        { namespace, key },
        { block, tx: index },
        { transactionId: id, seconds, nanos, isDelete, value: Buffer.from(value) },
      ),
    ),
  );
}

function newConfig(transactions: readonly Transaction[]): ChannelConfig | undefined {
  const transaction = transactions.find(({ config, code }) => config && code === Code.VALID);
  if (!transaction?.config) return undefined;
  const config = common.ConfigEnvelope.deserializeBinary(transaction.config).getConfig();
  return config && new ChannelConfig(config);
}

function eventOf(number: number, block: common.Block, transactions: readonly Transaction[]): BlockEvent {
  const events = transactions.flatMap((transaction) => {
    if (!isValidInvocation(transaction) || !isAnnounced(transaction.action.event)) return [];
    return [{ transactionId: transaction.id, event: transaction.action.event }];
  });
  return {
    number,
    block,
    transactions: transactions.map(({ id, type, code }) => ({ id, type, code })),
    events,
  };
}
