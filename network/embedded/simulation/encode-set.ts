// SPDX-License-Identifier: Apache-2.0
import { encode, kvrwset, rwset, type ledger } from '../protos/index.js';
import type { Version } from '../storage/version.js';
import type {
  CollectionSet,
  KeyHash,
  MetadataEntry,
  MetadataWrite,
  NamespaceSet,
  RangeQuery,
  Read,
  Write,
} from './read-write-set.js';

type Kv = typeof kvrwset;
type Message<K extends keyof Kv> = Kv[K] extends abstract new (...args: never) => infer M ? M : never;

/** The encoded `TxReadWriteSet` of a transaction; namespaces and keys are already in UTF-8 order. */
export function encodeReadWriteSet(namespaces: readonly NamespaceSet[]): Buffer {
  const message = new rwset.TxReadWriteSet();
  message.setNsRwsetList(namespaces.map(namespaceMessage));
  return encode(message);
}

/** The encoded private `KVRWSet` of a collection; metadata values travel only as part of the hashed set. */
export function encodePrivateSet(writes: readonly Write[], metadataKeys: readonly string[]): Buffer {
  const set = new kvrwset.KVRWSet();
  set.setWritesList(writes.map(writeMessage));
  set.setMetadataWritesList(metadataKeys.map((key) => metadataMessage({ key, entries: [] })));
  return encode(set);
}

/** The encoded metadata of a key as the state stores it: entries without the key. */
export function encodeMetadata(entries: readonly MetadataEntry[]): Buffer {
  return encode(metadataMessage({ key: '', entries }));
}

/** The encoded reads of one leaf of a range summary. */
export function encodeReads(reads: readonly Read[]): Buffer {
  return encode(readsMessage(reads));
}

function namespaceMessage(set: NamespaceSet): ledger.rwset.NsReadWriteSet {
  const kv = new kvrwset.KVRWSet();
  kv.setReadsList(set.reads.map(readMessage));
  kv.setWritesList(set.writes.map(writeMessage));
  kv.setMetadataWritesList(set.metadata.map(metadataMessage));
  kv.setRangeQueriesInfoList(set.ranges.map(rangeMessage));
  const message = new rwset.NsReadWriteSet();
  message.setNamespace(set.namespace);
  message.setRwset(encode(kv));
  message.setCollectionHashedRwsetList(set.collections.map(collectionMessage));
  return message;
}

function collectionMessage(set: CollectionSet): ledger.rwset.CollectionHashedReadWriteSet {
  const hashed = new kvrwset.HashedRWSet();
  hashed.setHashedReadsList(
    set.reads.map(({ keyHash, version }) => {
      const read = new kvrwset.KVReadHash();
      read.setKeyHash(hashBytes(keyHash));
      if (version) read.setVersion(versionMessage(version));
      return read;
    }),
  );
  hashed.setHashedWritesList(
    set.writes.map((write) => {
      const message = new kvrwset.KVWriteHash();
      message.setKeyHash(hashBytes(write.keyHash));
      message.setIsDelete(write.isDelete);
      message.setIsPurge(write.isPurge);
      message.setValueHash(write.valueHash);
      return message;
    }),
  );
  hashed.setMetadataWritesList(
    set.metadata.map(({ keyHash, entries }) => {
      const message = new kvrwset.KVMetadataWriteHash();
      message.setKeyHash(hashBytes(keyHash));
      message.setEntriesList(entries.map(entryMessage));
      return message;
    }),
  );
  const message = new rwset.CollectionHashedReadWriteSet();
  message.setCollectionName(set.name);
  message.setHashedRwset(encode(hashed));
  message.setPvtRwsetHash(set.privateHash);
  return message;
}

function rangeMessage(query: RangeQuery): Message<'RangeQueryInfo'> {
  const message = new kvrwset.RangeQueryInfo();
  message.setStartKey(query.start);
  message.setEndKey(query.end);
  message.setItrExhausted(query.exhausted);
  if (query.reads.length > 0) message.setRawReads(readsMessage(query.reads));
  if (query.merkle) {
    const summary = new kvrwset.QueryReadsMerkleSummary();
    summary.setMaxDegree(query.merkle.maxDegree);
    summary.setMaxLevel(query.merkle.maxLevel);
    summary.setMaxLevelHashesList([...query.merkle.hashes]);
    message.setReadsMerkleHashes(summary);
  }
  return message;
}

function readsMessage(reads: readonly Read[]): Message<'QueryReads'> {
  const message = new kvrwset.QueryReads();
  message.setKvReadsList(reads.map(readMessage));
  return message;
}

function readMessage({ key, version }: Read): Message<'KVRead'> {
  const message = new kvrwset.KVRead();
  message.setKey(key);
  if (version) message.setVersion(versionMessage(version));
  return message;
}

function writeMessage(write: Write): Message<'KVWrite'> {
  const message = new kvrwset.KVWrite();
  message.setKey(write.key);
  message.setIsDelete(write.isDelete);
  message.setValue(write.value);
  return message;
}

function metadataMessage({ key, entries }: MetadataWrite): Message<'KVMetadataWrite'> {
  const message = new kvrwset.KVMetadataWrite();
  message.setKey(key);
  message.setEntriesList(entries.map(entryMessage));
  return message;
}

function entryMessage({ name, value }: MetadataEntry): Message<'KVMetadataEntry'> {
  const message = new kvrwset.KVMetadataEntry();
  message.setName(name);
  message.setValue(value);
  return message;
}

function versionMessage({ block, tx }: Version): Message<'Version'> {
  const message = new kvrwset.Version();
  message.setBlockNum(block);
  message.setTxNum(tx);
  return message;
}

function hashBytes(hash: KeyHash): Buffer {
  return Buffer.from(hash, 'latin1');
}
