// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { PrivateSet } from '../simulation/read-write-set.js';
import { del, put, Database, type DatabaseOptions, type Operation } from './database.js';
import { afterPrefix, name, spaceKey, u32, u64 } from './keys.js';
import { encodePrivateSets, readPrivateSets } from './private-sets.js';
import type { Version } from './version.js';

const HEIGHT = spaceKey('m', 'height');
const TRANSIENT_HEADER_BYTES = 8; // height at which the data was endorsed

/** Place of a private key, its name hashed as everybody sees it. */
export interface HashedPlace {
  readonly namespace: string;
  readonly collection: string;
  /** SHA-256 of the key, 32 bytes. */
  readonly keyHash: Buffer;
}

/**
 * What one organisation's peer keeps for itself: private state, the private write sets of committed transactions, and
 * the private data of endorsed ones that are not committed yet.
 */
export class PeerStore {
  readonly database: Database;

  private constructor(database: Database) {
    this.database = database;
  }

  /** Opens or creates the store in a folder. */
  static async open(folder: string, options: DatabaseOptions): Promise<PeerStore> {
    return new PeerStore(await Database.open(folder, options));
  }

  /** Number of blocks whose private data is applied here. */
  get height(): number {
    return Number(this.database.get(HEIGHT)?.readBigUInt64BE(0) ?? 0n);
  }

  /** Applies the private effects of a block; without any, only notes the height, which catching up could find again. */
  async apply(number: number, effects: readonly Operation[]): Promise<void> {
    const height = put(HEIGHT, u64(number + 1));
    if (effects.length > 0) await this.database.write([...effects, height]);
    else await this.database.note([height]);
  }

  /** Keeps the private data of an endorsed transaction until it is committed, even if the process ends before. */
  async keepTransient(transactionId: string, height: number, sets: readonly PrivateSet[]): Promise<void> {
    const key = spaceKey('x', name(transactionId), randomUUID());
    await this.database.write([put(key, Buffer.concat([u64(height), encodePrivateSets(sets)]))]);
  }

  /** Private data kept for a transaction, and the operations that drop it. */
  async transient(transactionId: string): Promise<{ sets: PrivateSet[]; drop: Operation[] }> {
    const sets: PrivateSet[] = [];
    const drop: Operation[] = [];
    const gte = spaceKey('x', name(transactionId));
    for await (const [key, stored] of this.database.entries({ gte, lt: afterPrefix(gte) })) {
      sets.push(...readPrivateSets(stored.subarray(TRANSIENT_HEADER_BYTES)));
      drop.push(del(key));
    }
    return { sets, drop };
  }

  /** Drops private data endorsed before a height: its transaction will not come any more. */
  async sweepTransient(before: number): Promise<void> {
    const drop: Operation[] = [];
    const gte = spaceKey('x');
    for await (const [key, stored] of this.database.entries({ gte, lt: afterPrefix(gte) })) {
      if (Number(stored.readBigUInt64BE(0)) < before) drop.push(del(key));
    }
    await this.database.note(drop);
  }

  /** Private write sets of a committed transaction, as far as this peer holds them. */
  committed({ block, tx }: Version): PrivateSet[] {
    const stored = this.database.get(spaceKey('p', u64(block), u32(tx)));
    return stored ? readPrivateSets(stored) : [];
  }

  /** Private write sets of a block by the position of their transaction. */
  async committedIn(block: number): Promise<Map<number, PrivateSet[]>> {
    const sets = new Map<number, PrivateSet[]>();
    const gte = spaceKey('p', u64(block));
    for await (const [key, stored] of this.database.entries({ gte, lt: spaceKey('p', u64(block + 1)) })) {
      sets.set(key.readUInt32BE(gte.length), readPrivateSets(stored));
    }
    return sets;
  }

  /** Where private write sets with a key are stored. */
  async placesOf(place: HashedPlace): Promise<Version[]> {
    const places: Version[] = [];
    const gte = indexPrefix(place);
    for await (const [key] of this.database.entries({ gte, lt: afterPrefix(gte) })) {
      const at = gte.length;
      places.push({ block: Number(key.readBigUInt64BE(at)), tx: key.readUInt32BE(at + 8) });
    }
    return places;
  }
}

/** The operation that stores what is left of a transaction's private write sets. */
export function committedOperation({ block, tx }: Version, sets: readonly PrivateSet[]): Operation {
  const key = spaceKey('p', u64(block), u32(tx));
  return sets.length > 0 ? put(key, encodePrivateSets(sets)) : del(key);
}

/** The operation that notes where a key is stored. */
export function indexOperation(place: HashedPlace, { block, tx }: Version): Operation {
  return put(Buffer.concat([indexPrefix(place), u64(block), u32(tx)]), Buffer.alloc(0));
}

/** The operation that forgets where a key was stored. */
export function unindexOperation(place: HashedPlace, { block, tx }: Version): Operation {
  return del(Buffer.concat([indexPrefix(place), u64(block), u32(tx)]));
}

function indexPrefix({ namespace, collection, keyHash }: HashedPlace): Buffer {
  return spaceKey('i', name(namespace), name(collection), keyHash, Buffer.of(0));
}
