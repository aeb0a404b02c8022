// SPDX-License-Identifier: Apache-2.0
import { parseMemberKey, recordsNamespace, registersNamespace } from '@chainshare/chaincode/model';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { applyBlockRule, type RecordsWrites } from './block-rule.js';
import type { LedgerBlock, LedgerTransaction, MemberWrite } from './ledger-block.js';
import { formatTimestamp } from './timestamp.js';

/** Position of the validation codes among a block's metadata (common.proto, BlockMetadataIndex). */
const transactionsFilterAt = common.BlockMetadataIndex.TRANSACTIONS_FILTER;

/**
 * Reads of a block what the read model needs: the valid transactions, with the block rule applied.
 *
 * The block comes from the enterprise's own peer, which has validated it, but what the transactions hold
 * was made by others: a valid transaction whose content cannot be decoded is named, never trusted.
 */
export function parseBlock(block: common.Block): LedgerBlock {
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  const codes = block.getMetadata()?.getMetadataList_asU8()[transactionsFilterAt] ?? new Uint8Array();
  const transactions: LedgerTransaction[] = [];
  const undecodable: number[] = [];
  envelopes.forEach((bytes, index) => {
    if (codes[index] !== peer.TxValidationCode.VALID) return;
    try {
      const transaction = parseTransaction(bytes, index);
      if (transaction !== undefined) transactions.push(transaction);
    } catch {
      // The decoder of protocol buffers throws errors of no common class for bytes it cannot read.
      undecodable.push(index);
    }
  });
  return { number: block.getHeader()?.getNumber() ?? 0, transactions, undecodable };
}

function parseTransaction(bytes: Uint8Array, index: number): LedgerTransaction | undefined {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
  );
  const header = payload.getHeader();
  const channelHeader = common.ChannelHeader.deserializeBinary(header?.getChannelHeader_asU8() ?? bytes);
  if (channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return undefined;
  const signatureHeader = common.SignatureHeader.deserializeBinary(
    header?.getSignatureHeader_asU8() ?? bytes,
  );
  const creator = msp.SerializedIdentity.deserializeBinary(signatureHeader.getCreator_asU8()).getMspid();
  const namespaces = readNamespaces(payload.getData_asU8());
  return {
    index,
    transactionId: channelHeader.getTxId(),
    creator,
    timestamp: formatTimestamp(channelHeader.getTimestamp()),
    ...applyBlockRule(recordsWrites(namespaces)),
    memberWrites: memberWrites(namespaces),
  };
}

function readNamespaces(data: Uint8Array): readonly ledger.rwset.NsReadWriteSet[] {
  return peer.Transaction.deserializeBinary(data)
    .getActionsList()
    .flatMap((action) => {
      const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
      const response = payload.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array();
      const extension = peer.ProposalResponsePayload.deserializeBinary(response).getExtension_asU8();
      const results = peer.ChaincodeAction.deserializeBinary(extension).getResults_asU8();
      return ledger.rwset.TxReadWriteSet.deserializeBinary(results).getNsRwsetList();
    });
}

function publicWrites(namespaces: readonly ledger.rwset.NsReadWriteSet[], name: string) {
  return namespaces
    .filter((namespace) => namespace.getNamespace() === name)
    .flatMap((namespace) =>
      ledger.rwset.kvrwset.KVRWSet.deserializeBinary(namespace.getRwset_asU8()).getWritesList(),
    );
}

function recordsWrites(namespaces: readonly ledger.rwset.NsReadWriteSet[]): RecordsWrites {
  const writes = publicWrites(namespaces, recordsNamespace)
    .filter((write) => !write.getIsDelete())
    .map((write) => ({ key: write.getKey(), value: write.getValue_asU8() }));
  const hashedWrites = new Map<string, Map<string, Uint8Array>>();
  for (const namespace of namespaces) {
    if (namespace.getNamespace() !== recordsNamespace) continue;
    for (const collection of namespace.getCollectionHashedRwsetList()) {
      addHashedWrites(hashedWrites, collection);
    }
  }
  return { publicWrites: writes, hashedWrites };
}

function addHashedWrites(
  hashedWrites: Map<string, Map<string, Uint8Array>>,
  collection: ledger.rwset.CollectionHashedReadWriteSet,
): void {
  const name = collection.getCollectionName();
  const ofCollection = hashedWrites.get(name) ?? new Map<string, Uint8Array>();
  hashedWrites.set(name, ofCollection);
  const writes = ledger.rwset.kvrwset.HashedRWSet.deserializeBinary(
    collection.getHashedRwset_asU8(),
  ).getHashedWritesList();
  for (const write of writes) {
    const keyHash = Buffer.from(write.getKeyHash_asU8()).toString('hex');
    // As a committing peer applies them: the last write of a key stands, and a delete leaves nothing.
    if (write.getIsDelete()) ofCollection.delete(keyHash);
    else ofCollection.set(keyHash, write.getValueHash_asU8());
  }
}

function memberWrites(namespaces: readonly ledger.rwset.NsReadWriteSet[]): readonly MemberWrite[] {
  return publicWrites(namespaces, registersNamespace)
    .filter((write) => parseMemberKey(write.getKey()) !== undefined)
    .map((write) => ({
      key: write.getKey(),
      value: write.getIsDelete() ? null : Buffer.from(write.getValue_asU8()).toString('utf8'),
    }));
}
