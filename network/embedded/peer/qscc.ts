// SPDX-License-Identifier: Apache-2.0
import type { ChannelConfig } from '../config/channel-config.js';
import { buffer, common, encode, peer } from '../protos/index.js';
import type { ChannelStore } from '../storage/channel-store.js';
import type { Proposal } from './proposal.js';
import { failure, success } from './responses.js';

type Query = (store: ChannelStore, argument: Buffer) => peer.Response;

const QUERIES: ReadonlyMap<string, Query> = new Map<string, Query>([
  ['GetChainInfo', chainInfo],
  ['GetBlockByNumber', blockByNumber],
  ['GetBlockByHash', blockByHash],
  ['GetBlockByTxID', blockByTransaction],
  ['GetTransactionByID', transactionById],
]);

/** Answers questions about the chain (core/scc/qscc/query.go). */
export function queryLedger(proposal: Proposal, store: ChannelStore, config: ChannelConfig): peer.Response {
  const [name = '', channel, argument] = proposal.input.getArgsList_asU8().map(buffer);
  const query = name.toString();
  if (channel === undefined) {
    return failure(`Incorrect number of arguments, ${proposal.input.getArgsList_asU8().length}`);
  }
  if (query !== 'GetChainInfo' && argument === undefined) return failure(`missing 3rd argument for ${query}`);
  if (channel.toString() !== proposal.channel) return failure(`Invalid chain ID, ${channel.toString()}`);
  const run = QUERIES.get(query);
  const denied = `access denied for [${query}][${proposal.channel}]`;
  if (!run) return failure(`${denied}: [Unmapped policy for qscc/${query}]`);
  const identity = config.msps.deserialize(proposal.creator);
  if (!identity || !config.allows('/Channel/Application/Readers', identity)) return failure(denied);
  return run(store, argument ?? Buffer.alloc(0));
}

function chainInfo(store: ChannelStore): peer.Response {
  const info = new common.BlockchainInfo();
  info.setHeight(store.height);
  info.setCurrentblockhash(store.lastHash);
  const header = store.block(store.height - 1)?.getHeader();
  info.setPreviousblockhash(header?.getPreviousHash_asU8() ?? Buffer.alloc(0));
  return success(encode(info));
}

function blockByNumber(store: ChannelStore, argument: Buffer): peer.Response {
  const number = Number(argument.toString());
  const block = Number.isSafeInteger(number) && number >= 0 ? store.block(number) : undefined;
  if (block) return success(encode(block));
  return failure(`Failed to get block number ${number}, error no such block number [${number}] in index`);
}

function blockByHash(store: ChannelStore, hash: Buffer): peer.Response {
  const block = store.blockByHash(hash);
  if (block) return success(encode(block));
  return failure(
    `Failed to get block hash ${hash.toString()}, error no such block hash [${hash.toString('hex')}] in index`,
  );
}

function blockByTransaction(store: ChannelStore, argument: Buffer): peer.Response {
  const id = argument.toString();
  const place = store.transaction(id);
  const block = place && store.block(place.block);
  if (block) return success(encode(block));
  return failure(`Failed to get block for txID ${id}, error no such transaction ID [${id}] in index`);
}

function transactionById(store: ChannelStore, argument: Buffer): peer.Response {
  const id = argument.toString();
  const place = store.transaction(id);
  const envelope = place && store.block(place.block)?.getData()?.getDataList_asU8()[place.index];
  if (!envelope)
    return failure(`Failed to get transaction with id ${id}, error no such transaction ID [${id}] in index`);
  const processed = new peer.ProcessedTransaction();
  processed.setTransactionenvelope(common.Envelope.deserializeBinary(envelope));
  processed.setValidationcode(place.code);
  return success(encode(processed));
}
