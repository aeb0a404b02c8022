// SPDX-License-Identifier: Apache-2.0
import { headerHash } from '../commit/block.js';
import { common } from '../protos/index.js';
import { put, Database, type DatabaseOptions, type Operation } from './database.js';
import { readHistory, type HistoryEntry, type HistoryReader } from './history.js';
import { spaceKey, u32, u64 } from './keys.js';

/** Where a transaction stands and how it was judged. */
export interface TransactionPlace {
  readonly block: number;
  readonly index: number;
  readonly code: number;
}

const HEIGHT = spaceKey('m', 'height');
const LAST_HASH = spaceKey('m', 'hash');
const LAST_CONFIG = spaceKey('m', 'config');

/**
 * What every peer of the channel holds alike: blocks, transaction index, public state, hashed private state and
 * history. One batch per block, so that a block and its effects exist together or not at all.
 */
export class ChannelStore implements HistoryReader {
  readonly database: Database;
  #height: number;
  #lastHash: Buffer;
  #lastConfig: number;

  private constructor(database: Database) {
    this.database = database;
    this.#height = numberAt(database, HEIGHT);
    this.#lastHash = database.get(LAST_HASH) ?? Buffer.alloc(0);
    this.#lastConfig = numberAt(database, LAST_CONFIG);
  }

  /** Opens or creates the store in a folder. */
  static async open(folder: string, options: DatabaseOptions): Promise<ChannelStore> {
    return new ChannelStore(await Database.open(folder, options));
  }

  /** Number of blocks that readers may see. */
  get height(): number {
    return this.#height;
  }

  /** Hash of the newest block's header. */
  get lastHash(): Buffer {
    return this.#lastHash;
  }

  /** Number of the newest configuration block. */
  get lastConfig(): number {
    return this.#lastConfig;
  }

  /** The block of a number, or undefined beyond the height. */
  block(number: number): common.Block | undefined {
    if (number >= this.#height) return undefined;
    const stored = this.database.get(spaceKey('b', u64(number)));
    return stored && common.Block.deserializeBinary(stored);
  }

  /** The block whose header has the hash, or undefined. */
  blockByHash(hash: Uint8Array): common.Block | undefined {
    const stored = this.database.get(spaceKey('n', Buffer.from(hash)));
    return stored && this.block(Number(stored.readBigUInt64BE(0)));
  }

  /** Where a transaction is; undefined until its block may be seen. */
  transaction(id: string): TransactionPlace | undefined {
    const stored = this.database.get(spaceKey('t', id));
    if (!stored) return undefined;
    const block = Number(stored.readBigUInt64BE(0));
    return block < this.#height ? { block, index: stored.readUInt32BE(8), code: stored[12] ?? 0 } : undefined;
  }

  history(namespace: string, key: string): AsyncGenerator<HistoryEntry, void> {
    return readHistory(this.database, namespace, key);
  }

  /** Writes a block with its effects; readers see it only after {@link reveal}. */
  async append(block: common.Block, lastConfig: number, effects: readonly Operation[]): Promise<void> {
    const header = block.getHeader() ?? new common.BlockHeader();
    const number = u64(header.getNumber());
    const hash = headerHash(header);
    await this.database.write([
      ...effects,
      put(spaceKey('b', number), Buffer.from(block.serializeBinary())),
      put(spaceKey('n', hash), number),
      put(HEIGHT, u64(header.getNumber() + 1)),
      put(LAST_HASH, hash),
      put(LAST_CONFIG, u64(lastConfig)),
    ]);
  }

  /** Lets readers see everything that was appended. */
  reveal(): void {
    this.database.advance();
    this.#height = numberAt(this.database, HEIGHT);
    this.#lastHash = this.database.get(LAST_HASH) ?? Buffer.alloc(0);
    this.#lastConfig = numberAt(this.database, LAST_CONFIG);
  }
}

/** The operation that records where a transaction is. */
export function transactionOperation(id: string, place: TransactionPlace): Operation {
  return put(spaceKey('t', id), Buffer.concat([u64(place.block), u32(place.index), Buffer.of(place.code)]));
}

function numberAt(database: Database, key: Buffer): number {
  return Number(database.get(key)?.readBigUInt64BE(0) ?? 0n);
}
