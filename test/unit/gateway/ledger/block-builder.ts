// SPDX-License-Identifier: Apache-2.0
import timestampProtos from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { createHash } from 'node:crypto';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import type { Sealed } from '@chainshare/gateway/internal/sealing/seal.js';

/** A write in a namespace; `null` deletes. */
export interface Write {
  readonly key: string;
  readonly value: string | Uint8Array | null;
}

/** A hashed write in a private collection; `null` deletes. */
export interface HashedWrite {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/** What a transaction writes in one namespace. */
export interface Namespace {
  readonly name: string;
  readonly writes?: readonly Write[];
  readonly collections?: Readonly<Record<string, readonly HashedWrite[]>>;
}

/** A transaction to be put into a block. */
export interface BlockTransaction {
  readonly id?: string;
  readonly creator?: string;
  readonly seconds?: number;
  readonly nanoseconds?: number;
  readonly code?: number;
  readonly type?: number;
  readonly namespaces?: readonly Namespace[];
  /** Stands where the read-write set should be. */
  readonly results?: Uint8Array;
}

/** The namespace that one honest publication writes. */
export function publishing({ id, envelope, sealed }: Sealed, publisher = 'Xinqiao'): Namespace {
  return {
    name: 'records',
    writes: [{ key: `pub~${publisher}~${id}`, value: envelope }],
    collections: { [`_implicit_org_${publisher}`]: [{ key: id, value: sealed }] },
  };
}

/** A block as a peer delivers it. */
export function newBlock(number: number, transactions: readonly BlockTransaction[]): common.Block {
  const block = new common.Block();
  const header = new common.BlockHeader();
  header.setNumber(number);
  const data = new common.BlockData();
  data.setDataList(transactions.map((transaction) => newEnvelope(transaction)));
  const metadata = new common.BlockMetadata();
  const codes = Uint8Array.from(transactions, ({ code }) => code ?? peer.TxValidationCode.VALID);
  metadata.setMetadataList([new Uint8Array(), new Uint8Array(), codes]);
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return block;
}

function newEnvelope(transaction: BlockTransaction): Uint8Array {
  const header = new common.Header();
  header.setChannelHeader(channelHeader(transaction));
  header.setSignatureHeader(signatureHeader(transaction.creator ?? 'Xinqiao'));
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transactionBytes(transaction.results ?? results(transaction.namespaces ?? [])));
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}

function channelHeader({ id, type, seconds, nanoseconds }: BlockTransaction): Uint8Array {
  const header = new common.ChannelHeader();
  header.setType(type ?? common.HeaderType.ENDORSER_TRANSACTION);
  header.setTxId(id ?? 'tx');
  const timestamp = new timestampProtos.Timestamp();
  timestamp.setSeconds(seconds ?? 1_764_000_000);
  timestamp.setNanos(nanoseconds ?? 0);
  header.setTimestamp(timestamp);
  return header.serializeBinary();
}

function signatureHeader(mspId: string): Uint8Array {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(mspId);
  const header = new common.SignatureHeader();
  header.setCreator(creator.serializeBinary());
  return header.serializeBinary();
}

function transactionBytes(readWriteSet: Uint8Array): Uint8Array {
  const chaincodeAction = new peer.ChaincodeAction();
  chaincodeAction.setResults(readWriteSet);
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(chaincodeAction.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response.serializeBinary());
  const payload = new peer.ChaincodeActionPayload();
  payload.setAction(endorsed);
  const action = new peer.TransactionAction();
  action.setPayload(payload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([action]);
  return transaction.serializeBinary();
}

function results(namespaces: readonly Namespace[]): Uint8Array {
  const set = new ledger.rwset.TxReadWriteSet();
  set.setNsRwsetList(
    namespaces.map(({ name, writes, collections }) => {
      const namespace = new ledger.rwset.NsReadWriteSet();
      namespace.setNamespace(name);
      namespace.setRwset(publicSet(writes ?? []));
      namespace.setCollectionHashedRwsetList(
        Object.entries(collections ?? {}).map(([collection, hashed]) => hashedSet(collection, hashed)),
      );
      return namespace;
    }),
  );
  return set.serializeBinary();
}

function publicSet(writes: readonly Write[]): Uint8Array {
  const set = new ledger.rwset.kvrwset.KVRWSet();
  set.setWritesList(
    writes.map(({ key, value }) => {
      const write = new ledger.rwset.kvrwset.KVWrite();
      write.setKey(key);
      if (value === null) write.setIsDelete(true);
      else write.setValue(Buffer.from(value));
      return write;
    }),
  );
  return set.serializeBinary();
}

function hashedSet(name: string, hashed: readonly HashedWrite[]): ledger.rwset.CollectionHashedReadWriteSet {
  const set = new ledger.rwset.kvrwset.HashedRWSet();
  set.setHashedWritesList(
    hashed.map(({ key, value }) => {
      const write = new ledger.rwset.kvrwset.KVWriteHash();
      write.setKeyHash(sha256(Buffer.from(key)));
      if (value === null) write.setIsDelete(true);
      else write.setValueHash(sha256(value));
      return write;
    }),
  );
  const collection = new ledger.rwset.CollectionHashedReadWriteSet();
  collection.setCollectionName(name);
  collection.setHashedRwset(set.serializeBinary());
  return collection;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
