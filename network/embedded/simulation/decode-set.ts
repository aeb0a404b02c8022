// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '../hash.js';
import { buffer, kvrwset, rwset, sameBytes, type ledger } from '../protos/index.js';
import type { Version } from '../storage/version.js';
import type {
  CollectionSet,
  KeyHash,
  MetadataEntry,
  NamespaceSet,
  PrivateSet,
  RangeQuery,
  Read,
  Write,
} from './read-write-set.js';

interface VersionMessage {
  getBlockNum(): number;
  getTxNum(): number;
}
interface KeyVersionMessage {
  getKey(): string;
  getVersion(): VersionMessage | undefined;
}
interface EntryMessage {
  getName(): string;
  getValue_asU8(): Uint8Array;
}

const HASH_OF_NOTHING = sha256('');

/**
 * Reads the read-write set of a transaction.
 * @throws Error when the bytes are no `TxReadWriteSet`.
 */
export function decodeReadWriteSet(encoded: Uint8Array): NamespaceSet[] {
  return rwset.TxReadWriteSet.deserializeBinary(encoded).getNsRwsetList().map(decodeNamespace);
}

/** Reads the stored private write sets of a transaction. */
export function decodePrivateSets(message: ledger.rwset.TxPvtReadWriteSet): PrivateSet[] {
  return message.getNsPvtRwsetList().flatMap((set) =>
    set.getCollectionPvtRwsetList().map((collection) => {
      const encoded = buffer(collection.getRwset_asU8());
      const kv = kvrwset.KVRWSet.deserializeBinary(encoded);
      return {
        namespace: set.getNamespace(),
        collection: collection.getCollectionName(),
        writes: kv.getWritesList().map(decodeWrite),
        metadataKeys: kv.getMetadataWritesList().map((write) => write.getKey()),
        encoded,
      };
    }),
  );
}

/** The named entries of stored key metadata. */
export function decodeMetadata(stored: Uint8Array | undefined): ReadonlyMap<string, Uint8Array> {
  if (!stored?.length) return new Map();
  const entries = decodeEntries(kvrwset.KVMetadataWrite.deserializeBinary(stored).getEntriesList());
  return new Map(entries.map(({ name, value }) => [name, value]));
}

function decodeNamespace(message: ledger.rwset.NsReadWriteSet): NamespaceSet {
  const kv = kvrwset.KVRWSet.deserializeBinary(message.getRwset_asU8());
  return {
    namespace: message.getNamespace(),
    reads: kv.getReadsList().map(decodeRead),
    writes: kv.getWritesList().map(decodeWrite),
    metadata: kv
      .getMetadataWritesList()
      .map((write) => ({ key: write.getKey(), entries: decodeEntries(write.getEntriesList()) })),
    ranges: kv.getRangeQueriesInfoList().map(decodeRange),
    collections: message.getCollectionHashedRwsetList().map(decodeCollection),
  };
}

function decodeRange(message: InstanceType<typeof kvrwset.RangeQueryInfo>): RangeQuery {
  const merkle = message.getReadsMerkleHashes();
  return {
    start: message.getStartKey(),
    end: message.getEndKey(),
    exhausted: message.getItrExhausted(),
    reads: (message.getRawReads()?.getKvReadsList() ?? []).map(decodeRead),
    merkle: merkle && {
      maxDegree: merkle.getMaxDegree(),
      maxLevel: merkle.getMaxLevel(),
      hashes: merkle.getMaxLevelHashesList_asU8(),
    },
  };
}

function decodeCollection(message: ledger.rwset.CollectionHashedReadWriteSet): CollectionSet {
  const hashed = kvrwset.HashedRWSet.deserializeBinary(message.getHashedRwset_asU8());
  return {
    name: message.getCollectionName(),
    privateHash: message.getPvtRwsetHash_asU8(),
    reads: hashed.getHashedReadsList().map((read) => ({
      keyHash: keyHash(read.getKeyHash_asU8()),
      version: decodeVersion(read.getVersion()),
    })),
    writes: hashed.getHashedWritesList().map((write) => {
      const valueHash = write.getValueHash_asU8();
      const isEmpty = valueHash.length === 0 || sameBytes(valueHash, HASH_OF_NOTHING);
      return {
        keyHash: keyHash(write.getKeyHash_asU8()),
        isDelete: write.getIsDelete() || isEmpty,
        isPurge: write.getIsPurge(),
        valueHash,
      };
    }),
    metadata: hashed.getMetadataWritesList().map((write) => ({
      keyHash: keyHash(write.getKeyHash_asU8()),
      entries: decodeEntries(write.getEntriesList()),
    })),
  };
}

function decodeRead(message: KeyVersionMessage): Read {
  return { key: message.getKey(), version: decodeVersion(message.getVersion()) };
}

/** An empty value deletes, whatever the flag says (rwsetutil.IsKVWriteDelete). */
function decodeWrite(message: InstanceType<typeof kvrwset.KVWrite>): Write {
  const value = message.getValue_asU8();
  return { key: message.getKey(), value, isDelete: message.getIsDelete() || value.length === 0 };
}

function decodeEntries(messages: readonly EntryMessage[]): MetadataEntry[] {
  return messages.map((entry) => ({ name: entry.getName(), value: entry.getValue_asU8() }));
}

function decodeVersion(message: VersionMessage | undefined): Version | undefined {
  return message && { block: message.getBlockNum(), tx: message.getTxNum() };
}

function keyHash(bytes: Uint8Array): KeyHash {
  return buffer(bytes).toString('latin1');
}
