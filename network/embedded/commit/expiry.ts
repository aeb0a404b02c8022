// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '../hash.js';
import { del, put, type Database, type Operation } from '../storage/database.js';
import { spaceKey, u64 } from '../storage/keys.js';

/** A value of a collection with a limited life. */
export interface Expiring {
  readonly namespace: string;
  readonly collection: string;
  /** The key: a hash in hex in the channel store, the plain key in a peer's own store. */
  readonly key: string;
}

/** A value whose time has come, with the block that wrote it. */
export interface Expired extends Expiring {
  readonly writtenAt: number;
}

/** Notes that a value written in a block goes with block `number + blockToLive + 1` (pvtstatepurgemgmt). */
export function expiryOperation(value: Expiring, number: number, blockToLive: number): Operation {
  const { namespace, collection, key } = value;
  const id = sha256(`${namespace}\0${collection}\0${key}`);
  return put(
    spaceKey('e', u64(number + blockToLive + 1), u64(number), id),
    Buffer.from(JSON.stringify([namespace, collection, key])),
  );
}

/** The values that go with a block, and the operations that forget the notes about them. */
export async function expiredAt(
  database: Database,
  number: number,
): Promise<{ expired: Expired[]; operations: Operation[] }> {
  const expired: Expired[] = [];
  const operations: Operation[] = [];
  const range = { gte: spaceKey('e', u64(number)), lt: spaceKey('e', u64(number + 1)) };
  for await (const [noteKey, note] of database.entries(range)) {
    const [namespace, collection, key] = JSON.parse(note.toString()) as [string, string, string];
    expired.push({ namespace, collection, key, writtenAt: Number(noteKey.readBigUInt64BE(1 + 8)) });
    operations.push(del(noteKey));
  }
  return { expired, operations };
}
