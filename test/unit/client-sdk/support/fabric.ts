// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { sign, type Certified } from './certificates.js';

/** Who signs in whose name. */
export interface Signer {
  readonly mspId: string;
  readonly by: Certified;
  /** Somebody else's key under this certificate. */
  readonly key?: Certified;
}

/** What a transaction says. Everything in it is signed for real; attacks are plans that say something else. */
export interface TransactionPlan {
  readonly channel: string;
  readonly type: number;
  readonly at: Date;
  readonly nanos?: number;
  readonly transactionId?: string;
  readonly creator: Signer;
  readonly endorsers: readonly Signer[];
  readonly chaincode: string;
  readonly status: number;
  readonly proposalHash?: Uint8Array;
  readonly actions?: number;
  readonly actionHeader?: Uint8Array;
  readonly s?: 'low' | 'high';
  readonly writes: WritesPlan;
}

/** What it writes; by default what publishes one envelope. */
export interface WritesPlan {
  readonly namespace: string;
  readonly collection: string;
  readonly public: readonly {
    readonly key: string;
    readonly value: Uint8Array;
    readonly isDelete?: boolean;
  }[];
  readonly private: readonly {
    readonly key: string;
    readonly valueHash: Uint8Array;
    readonly isDelete?: boolean;
    readonly isPurge?: boolean;
  }[];
}

export const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** The serialized identity of a signer. */
export function identityOf({ mspId, by }: Signer): Uint8Array {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(Buffer.from(by.pem));
  return identity.serializeBinary();
}

/** The bytes of a `common.Envelope` as an orderer stores them. */
export function transactionOf(plan: TransactionPlan): Uint8Array {
  const creator = identityOf(plan.creator);
  const nonce = sha256(Buffer.from(plan.channel));
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator);
  signatureHeader.setNonce(nonce);
  const signatureHeaderBytes = signatureHeader.serializeBinary();
  const channelHeaderBytes = channelHeader(plan, sha256(nonce, creator).toString('hex'));
  const proposal = Buffer.from('what was asked for');
  const response = outcome(plan, sha256(channelHeaderBytes, signatureHeaderBytes, proposal));

  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response);
  endorsed.setEndorsementsList(plan.endorsers.map((endorser) => endorsement(endorser, response, plan.s)));
  const payload = new peer.ChaincodeActionPayload();
  payload.setChaincodeProposalPayload(proposal);
  payload.setAction(endorsed);
  const action = new peer.TransactionAction();
  action.setHeader(plan.actionHeader ?? signatureHeaderBytes);
  action.setPayload(payload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList(Array.from({ length: plan.actions ?? 1 }, () => action));

  const header = new common.Header();
  header.setChannelHeader(channelHeaderBytes);
  header.setSignatureHeader(signatureHeaderBytes);
  const whole = new common.Payload();
  whole.setHeader(header);
  whole.setData(transaction.serializeBinary());
  const bytes = whole.serializeBinary();
  const envelope = new common.Envelope();
  envelope.setPayload(bytes);
  envelope.setSignature(sign(plan.creator.key ?? plan.creator.by, bytes, plan.s));
  return envelope.serializeBinary();
}

function channelHeader(plan: TransactionPlan, transactionId: string): Uint8Array {
  const header = new common.ChannelHeader();
  header.setType(plan.type);
  header.setChannelId(plan.channel);
  header.setTxId(plan.transactionId ?? transactionId);
  // google-protobuf has no types for its Timestamp, so field 3 is written by hand.
  const seconds = varint(Math.floor(plan.at.getTime() / 1000));
  const nanos = varint(plan.nanos ?? 123_000_000);
  const timestamp = Buffer.concat([Buffer.of(0x08), seconds, Buffer.of(0x10), nanos]);
  return Buffer.concat([header.serializeBinary(), Buffer.of(0x1a, timestamp.length), timestamp]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.of(...bytes, rest);
    bytes.push((rest % 128) + 128);
  }
}

function outcome(plan: TransactionPlan, proposalHash: Uint8Array): Uint8Array {
  const response = new peer.Response();
  response.setStatus(plan.status);
  const chaincode = new peer.ChaincodeID();
  chaincode.setName(plan.chaincode);
  const action = new peer.ChaincodeAction();
  action.setResults(writeSet(plan.writes));
  action.setResponse(response);
  action.setChaincodeId(chaincode);
  const payload = new peer.ProposalResponsePayload();
  payload.setProposalHash(plan.proposalHash ?? proposalHash);
  payload.setExtension$(action.serializeBinary());
  return payload.serializeBinary();
}

function writeSet(plan: WritesPlan): Uint8Array {
  const writes = new ledger.rwset.kvrwset.KVRWSet();
  for (const { key, value, isDelete } of plan.public) {
    const write = new ledger.rwset.kvrwset.KVWrite();
    write.setKey(key);
    write.setValue(value);
    write.setIsDelete(isDelete ?? false);
    writes.addWrites(write);
  }
  const hashed = new ledger.rwset.kvrwset.HashedRWSet();
  for (const { key, valueHash, isDelete, isPurge } of plan.private) {
    const write = new ledger.rwset.kvrwset.KVWriteHash();
    write.setKeyHash(sha256(Buffer.from(key)));
    write.setValueHash(valueHash);
    write.setIsDelete(isDelete ?? false);
    write.setIsPurge(isPurge ?? false);
    hashed.addHashedWrites(write);
  }
  const collection = new ledger.rwset.CollectionHashedReadWriteSet();
  collection.setCollectionName(plan.collection);
  collection.setHashedRwset(hashed.serializeBinary());
  const namespace = new ledger.rwset.NsReadWriteSet();
  namespace.setNamespace(plan.namespace);
  namespace.setRwset(writes.serializeBinary());
  namespace.addCollectionHashedRwset(collection);
  const set = new ledger.rwset.TxReadWriteSet();
  set.addNsRwset(namespace);
  return set.serializeBinary();
}

function endorsement(endorser: Signer, response: Uint8Array, s?: 'low' | 'high'): peer.Endorsement {
  const identity = identityOf(endorser);
  const result = new peer.Endorsement();
  result.setEndorser(identity);
  result.setSignature(sign(endorser.key ?? endorser.by, Buffer.concat([response, identity]), s));
  return result;
}

/** A block as a pack of level 2 carries it. */
export interface PackBlock {
  data: string[];
  metadata: { signatures: { header: string; signature: string }[]; value: string };
  number: number;
  previous: string;
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** A block that the orderers signed. */
export function blockOf(
  number: number,
  entries: readonly Uint8Array[],
  orderers: readonly Signer[],
): PackBlock {
  const previous = sha256(Buffer.from('the block before'));
  const value = Buffer.from('last configuration 0');
  const header = derHeader(number, previous, sha256(...entries));
  return {
    number,
    previous: base64url(previous),
    data: entries.map(base64url),
    metadata: {
      value: base64url(value),
      signatures: orderers.map((orderer) => {
        const signatureHeader = new common.SignatureHeader();
        signatureHeader.setCreator(identityOf(orderer));
        signatureHeader.setNonce(sha256(value));
        const bytes = signatureHeader.serializeBinary();
        const signature = sign(orderer.key ?? orderer.by, Buffer.concat([value, bytes, header]));
        return { header: base64url(bytes), signature: base64url(signature) };
      }),
    },
  };
}

/** The block header in DER, written down by hand: what the verifier must arrive at by itself. */
function derHeader(number: number, previous: Uint8Array, dataHash: Uint8Array): Buffer {
  const hex = number.toString(16);
  const magnitude = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const integer = (magnitude[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude;
  const content = Buffer.concat([
    Buffer.of(0x02, integer.length),
    integer,
    Buffer.of(0x04, 32),
    previous,
    Buffer.of(0x04, 32),
    dataHash,
  ]);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}
