// SPDX-License-Identifier: Apache-2.0
import { encode, ledger, rwset } from '../protos/index.js';
import { encodePrivateSet } from '../simulation/encode-set.js';
import { decodePrivateSets } from '../simulation/decode-set.js';
import type { PrivateSet } from '../simulation/read-write-set.js';

/** The message in which private write sets are stored and travel. */
export function privateSetsMessage(sets: readonly PrivateSet[]): ledger.rwset.TxPvtReadWriteSet {
  const message = new rwset.TxPvtReadWriteSet();
  for (const namespace of new Set(sets.map((set) => set.namespace))) {
    const part = new rwset.NsPvtReadWriteSet();
    part.setNamespace(namespace);
    for (const set of sets) {
      if (set.namespace !== namespace) continue;
      const collection = new rwset.CollectionPvtReadWriteSet();
      collection.setCollectionName(set.collection);
      collection.setRwset(set.encoded);
      part.addCollectionPvtRwset(collection);
    }
    message.addNsPvtRwset(part);
  }
  return message;
}

/** The stored form of private write sets. */
export function encodePrivateSets(sets: readonly PrivateSet[]): Buffer {
  return encode(privateSetsMessage(sets));
}

/** Reads the stored form. */
export function readPrivateSets(stored: Uint8Array): PrivateSet[] {
  return decodePrivateSets(rwset.TxPvtReadWriteSet.deserializeBinary(stored));
}

/** The set without one key: what remains of it once the key was purged. */
export function withoutKey(set: PrivateSet, key: string): PrivateSet {
  const writes = set.writes.filter((write) => write.key !== key);
  const metadataKeys = set.metadataKeys.filter((one) => one !== key);
  return { ...set, writes, metadataKeys, encoded: encodePrivateSet(writes, metadataKeys) };
}
