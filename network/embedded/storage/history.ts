// SPDX-License-Identifier: Apache-2.0
import { put, type Database, type Operation } from './database.js';
import { afterPrefix, historyPrefix, u32, u64 } from './keys.js';
import type { Version } from './version.js';

/** One committed change of a key. */
export interface HistoryEntry {
  readonly transactionId: string;
  /** Time that the client put into its proposal. */
  readonly seconds: number;
  readonly nanos: number;
  readonly isDelete: boolean;
  readonly value: Buffer;
}

/** Reads the past of public keys. */
export interface HistoryReader {
  /** Changes of a key, newest first. */
  history(namespace: string, key: string): AsyncGenerator<HistoryEntry, void>;
}

const TRANSACTION_ID_BYTES = 64; // hex of SHA-256
const HEADER_BYTES = 13; // seconds 8, nanos 4, deleted 1

/** The operation that adds a change to the history of a key. */
export function historyOperation(
  place: { namespace: string; key: string },
  version: Version,
  entry: HistoryEntry,
): Operation {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeBigInt64BE(BigInt(entry.seconds));
  header.writeUInt32BE(entry.nanos, 8);
  header[12] = entry.isDelete ? 1 : 0;
  const id = Buffer.from(entry.transactionId.padEnd(TRANSACTION_ID_BYTES));
  const key = Buffer.concat([historyPrefix(place.namespace, place.key), u64(version.block), u32(version.tx)]);
  return put(key, Buffer.concat([header, id, entry.value]));
}

/** Changes of a key, newest first. */
export async function* readHistory(
  database: Database,
  namespace: string,
  key: string,
): AsyncGenerator<HistoryEntry, void> {
  const gte = historyPrefix(namespace, key);
  for await (const [, stored] of database.entries({ gte, lt: afterPrefix(gte), reverse: true })) {
    yield {
      seconds: Number(stored.readBigInt64BE(0)),
      nanos: stored.readUInt32BE(8),
      isDelete: stored[12] === 1,
      transactionId: stored
        .subarray(HEADER_BYTES, HEADER_BYTES + TRANSACTION_ID_BYTES)
        .toString()
        .trimEnd(),
      value: stored.subarray(HEADER_BYTES + TRANSACTION_ID_BYTES),
    };
  }
}
