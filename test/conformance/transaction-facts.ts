// SPDX-License-Identifier: Apache-2.0
import { common, gateway, ledger, msp, peer } from '@hyperledger/fabric-protos';
import type { Normaliser } from './normalise.js';

const { kvrwset } = ledger.rwset;

interface Metadata {
  getEntriesList(): { getName(): string; getValue_asU8(): Uint8Array }[];
}
interface Read {
  getKey(): string;
  getVersion(): { getBlockNum(): number; getTxNum(): number } | undefined;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

const NONE = new Uint8Array();

/** Everything that endorsers agreed on in a transaction, decoded and normalised. */
export function transactionFacts(prepared: Uint8Array, normalise: Normaliser): Record<string, unknown> {
  const action = endorsedAction(prepared);
  const bytes = action?.getProposalResponsePayload_asU8() ?? NONE;
  const response = peer.ProposalResponsePayload.deserializeBinary(bytes);
  const result = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(result.getResults_asU8());
  const answer = result.getResponse() ?? new peer.Response();
  return {
    endorsers: (action?.getEndorsementsList() ?? [])
      .map((one) => msp.SerializedIdentity.deserializeBinary(one.getEndorser_asU8()).getMspid())
      .sort(),
    response: [
      answer.getStatus(),
      normalise.text(answer.getMessage()),
      normalise.text(text(answer.getPayload_asU8())),
    ],
    cc: result.getChaincodeId()?.toObject(),
    event: eventFacts(result.getEvents_asU8(), normalise),
    dataModel: sets.getDataModel(),
    rwset: setFacts(sets, normalise),
  };
}

function endorsedAction(prepared: Uint8Array): peer.ChaincodeEndorsedAction | undefined {
  const envelope = gateway.PreparedTransaction.deserializeBinary(prepared).getEnvelope();
  const payload = common.Payload.deserializeBinary(envelope?.getPayload_asU8() ?? NONE);
  const [first] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  return peer.ChaincodeActionPayload.deserializeBinary(first?.getPayload_asU8() ?? NONE).getAction();
}

/** The read-write sets of a transaction, decoded and normalised. */
export function readWriteSets(prepared: Uint8Array, normalise: Normaliser): unknown {
  return transactionFacts(prepared, normalise)['rwset'];
}

function eventFacts(bytes: Uint8Array, normalise: Normaliser): unknown {
  if (bytes.length === 0) return null;
  const event = peer.ChaincodeEvent.deserializeBinary(bytes);
  const id = normalise.transaction(event.getTxId());
  return [event.getChaincodeId(), event.getEventName(), text(event.getPayload_asU8()), id];
}

function setFacts(sets: ledger.rwset.TxReadWriteSet, normalise: Normaliser): unknown[] {
  const readFacts = (read: Read): unknown[] => [read.getKey(), normalise.version(read.getVersion())];
  return sets.getNsRwsetList().map((namespace) => {
    const set = kvrwset.KVRWSet.deserializeBinary(namespace.getRwset_asU8());
    return {
      ns: namespace.getNamespace(),
      reads: set.getReadsList().map(readFacts),
      writes: set.getWritesList().map((one) => [one.getKey(), one.getIsDelete(), text(one.getValue_asU8())]),
      md: set.getMetadataWritesList().map((one) => [one.getKey(), metadataFacts(one)]),
      rq: set.getRangeQueriesInfoList().map((query) => {
        const merkle = query.getReadsMerkleHashes();
        return [
          query.getStartKey(),
          query.getEndKey(),
          query.getItrExhausted(),
          query.getRawReads()?.getKvReadsList().map(readFacts) ?? null,
          merkle
            ? [merkle.getMaxDegree(), merkle.getMaxLevel(), merkle.getMaxLevelHashesList().length]
            : null,
        ];
      }),
      colls: namespace.getCollectionHashedRwsetList().map((one) => collectionFacts(one, normalise)),
    };
  });
}

function collectionFacts(set: ledger.rwset.CollectionHashedReadWriteSet, normalise: Normaliser): unknown {
  const hashed = kvrwset.HashedRWSet.deserializeBinary(set.getHashedRwset_asU8());
  return {
    name: set.getCollectionName(),
    pvtHash: Buffer.from(set.getPvtRwsetHash_asU8()).toString('hex'),
    reads: hashed
      .getHashedReadsList()
      .map((one) => [normalise.hash(one.getKeyHash_asU8()), normalise.version(one.getVersion())]),
    writes: hashed
      .getHashedWritesList()
      .map((one) => [
        normalise.hash(one.getKeyHash_asU8()),
        one.getIsDelete(),
        one.getIsPurge(),
        normalise.hash(one.getValueHash_asU8()),
      ]),
    md: hashed
      .getMetadataWritesList()
      .map((one) => [normalise.hash(one.getKeyHash_asU8()), metadataFacts(one)]),
  };
}

function metadataFacts(metadata: Metadata): unknown[] {
  return metadata
    .getEntriesList()
    .map((entry) => [entry.getName(), Buffer.from(entry.getValue_asU8()).toString('base64')]);
}
