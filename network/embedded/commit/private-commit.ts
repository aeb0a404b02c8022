// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import { buffer, sameBytes } from '../protos/index.js';
import { sha256 } from '../hash.js';
import type { CollectionSet, PrivateSet } from '../simulation/read-write-set.js';
import type { Operation } from '../storage/database.js';
import { privateNamespace } from '../storage/keys.js';
import type { PeerStore } from '../storage/peer-store.js';
import { State } from '../storage/state.js';
import type { Version } from '../storage/version.js';
import { expiredAt, expiryOperation } from './expiry.js';
import { PrivateHistory } from './private-history.js';
import { isValidInvocation, type Transaction } from './transaction.js';
import { UpdateBatch } from './update-batch.js';

/** A private write set that a peer needs, named by its public hash. */
export interface WantedSet {
  readonly transactionId: string;
  readonly version: Version;
  readonly namespace: string;
  readonly collection: string;
  readonly hash: Uint8Array;
}

/** Looks for a private write set, here or at other peers; undefined when nobody has it. */
export type FindPrivateSet = (wanted: WantedSet) => Promise<PrivateSet | undefined>;

/** The private side of a block for one peer. */
export interface PrivateBlock {
  readonly number: number;
  readonly transactions: readonly Transaction[];
}

/** What a block changes in a peer's store. */
export interface PrivateEffects {
  readonly operations: Operation[];
  /** Whether values were removed for good. */
  readonly hasRemoved: boolean;
}

/** Whether a set is the one whose hash the transaction carries. */
export function isWanted(set: PrivateSet, { namespace, collection, hash }: WantedSet): boolean {
  return set.namespace === namespace && set.collection === collection && sameBytes(sha256(set.encoded), hash);
}

/**
 * Works out what a block means for the private data of one organisation's peer. Data that nobody has is skipped: its
 * hashes are on the ledger all the same, and the peer answers that it is not available.
 */
export class PrivateCommit {
  readonly #mspId: string;
  readonly #channel: Channel;
  readonly #store: PeerStore;
  readonly #find: FindPrivateSet;

  constructor(mspId: string, channel: Channel, store: PeerStore, find: FindPrivateSet) {
    this.#mspId = mspId;
    this.#channel = channel;
    this.#store = store;
    this.#find = find;
  }

  /** The effects of a block whose transactions carry their final codes. */
  async effects({ number, transactions }: PrivateBlock): Promise<PrivateEffects> {
    const work = new BlockWork(number, this.#store);
    for (const transaction of transactions) {
      if (!isValidInvocation(transaction)) continue;
      const version = { block: number, tx: transaction.index };
      const sets: PrivateSet[] = [];
      for (const { namespace, collections } of transaction.action.sets) {
        for (const collection of collections) {
          const found = await this.#take(
            work,
            { transactionId: transaction.id, version, namespace },
            collection,
          );
          if (found) sets.push(found);
        }
      }
      if (sets.length > 0) work.history.add(version, sets);
    }
    return work.finish();
  }

  async #take(
    work: BlockWork,
    place: { transactionId: string; version: Version; namespace: string },
    set: CollectionSet,
  ): Promise<PrivateSet | undefined> {
    if (set.writes.length === 0 && set.metadata.length === 0) return undefined;
    const { namespace, version } = place;
    const collection = this.#channel.collection(namespace, set.name);
    if (!collection?.memberOrganisations.has(this.#mspId)) return undefined;
    const found = await this.#find({ ...place, collection: set.name, hash: set.privateHash });
    for (const write of set.writes) {
      if (write.isPurge)
        await work.purge({ namespace, collection: set.name, keyHash: write.keyHash }, version);
    }
    if (found) work.apply(found, version, collection.blockToLive);
    return found;
  }
}

/** The effects of one block while they are being collected. */
class BlockWork {
  readonly history: PrivateHistory;
  readonly #number: number;
  readonly #store: PeerStore;
  readonly #state: State;
  readonly #updates = new UpdateBatch();
  readonly #operations: Operation[] = [];

  constructor(number: number, store: PeerStore) {
    this.#number = number;
    this.#store = store;
    this.#state = new State(store.database);
    this.history = new PrivateHistory(store);
  }

  apply(
    { namespace, collection, writes, metadataKeys }: PrivateSet,
    version: Version,
    blockToLive: number,
  ): void {
    const space = { namespace: privateNamespace(namespace, collection), isHashed: false };
    for (const { key, isDelete, value } of writes) {
      const kept = isDelete ? undefined : buffer(value);
      this.#updates.set(space, key, { version, value: kept, metadata: undefined });
      if (blockToLive > 0 && !isDelete) {
        this.#operations.push(expiryOperation({ namespace, collection, key }, this.#number, blockToLive));
      }
    }
    // A change of metadata alone raises the version of the hashed key; the private value must follow (batch_preparer.go).
    for (const key of metadataKeys) {
      const latest = this.#updates.get(space, key) ?? this.#state.get(space.namespace, key);
      if (latest?.value) this.#updates.set(space, key, { version, value: latest.value, metadata: undefined });
    }
  }

  async purge(
    { namespace, collection, keyHash }: { namespace: string; collection: string; keyHash: string },
    version: Version,
  ): Promise<void> {
    const place = { namespace, collection, keyHash: Buffer.from(keyHash, 'latin1') };
    const key = await this.history.remove(place, version);
    const space = { namespace: privateNamespace(namespace, collection), isHashed: false };
    if (key !== undefined) this.#updates.set(space, key, { version, value: undefined, metadata: undefined });
  }

  async finish(): Promise<PrivateEffects> {
    const { expired, operations } = await expiredAt(this.#store.database, this.#number);
    for (const { namespace, collection, key, writtenAt } of expired) {
      const space = { namespace: privateNamespace(namespace, collection), isHashed: false };
      if (this.#state.get(space.namespace, key)?.version.block !== writtenAt) continue;
      if (!this.#updates.get(space, key)) {
        const version = { block: this.#number, tx: 0 };
        this.#updates.set(space, key, { version, value: undefined, metadata: undefined });
      }
      await this.history.remove(
        { namespace, collection, keyHash: sha256(key) },
        { block: this.#number, tx: 0 },
      );
    }
    return {
      operations: [
        ...this.#operations,
        ...operations,
        ...this.#updates.operations(),
        ...this.history.operations(),
      ],
      hasRemoved: this.history.hasRemoved,
    };
  }
}
