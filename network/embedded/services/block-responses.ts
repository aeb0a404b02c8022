// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { BlockEvent } from '../commit/block-event.js';
import type { Identity } from '../identity/identity.js';
import { common, peer } from '../protos/index.js';
import type { PrivateSet } from '../simulation/read-write-set.js';
import type { PeerStore } from '../storage/peer-store.js';
import { privateSetsMessage } from '../storage/private-sets.js';

/** What answering needs to know of the peer that answers. */
export interface ResponseContext {
  readonly channel: Channel;
  readonly own: PeerStore;
}

/** Makes the answer to one block for one client. */
export type BlockResponder = (
  block: BlockEvent,
  identity: Identity,
  context: ResponseContext,
) => Promise<peer.DeliverResponse>;

/** The whole block. */
export const wholeBlock: BlockResponder = ({ block }) => {
  const response = new peer.DeliverResponse();
  response.setBlock(block);
  return Promise.resolve(response);
};

/** Ids, codes and events without payload: what a client may see who must not see the data. */
export const filteredBlock: BlockResponder = ({ number, transactions, events }, _identity, { channel }) => {
  const filtered = new peer.FilteredBlock();
  filtered.setChannelId(channel.name);
  filtered.setNumber(number);
  filtered.setFilteredTransactionsList(
    transactions.map(({ id, type, code }) => {
      const transaction = new peer.FilteredTransaction();
      transaction.setTxid(id);
      transaction.setType(type as common.HeaderTypeMap[keyof common.HeaderTypeMap]);
      transaction.setTxValidationCode(code as peer.TxValidationCodeMap[keyof peer.TxValidationCodeMap]);
      if (type === common.HeaderType.ENDORSER_TRANSACTION) {
        const actions = new peer.FilteredTransactionActions();
        const own = events.filter(({ transactionId }) => transactionId === id);
        actions.setChaincodeActionsList(own.map(({ event }) => filteredEvent(event)));
        transaction.setTransactionActions(actions);
      }
      return transaction;
    }),
  );
  const response = new peer.DeliverResponse();
  response.setFilteredBlock(filtered);
  return Promise.resolve(response);
};

/**
 * The block with the private data that this peer holds. As in Fabric, membership of the client counts only for
 * collections that demand it (memberOnlyRead): implicit collections never do, so that any reader of the channel gets
 * their values (core/peer/deliverevents.go).
 */
export const blockAndPrivateData: BlockResponder = async ({ number, block }, identity, { channel, own }) => {
  const combined = new peer.BlockAndPrivateData();
  combined.setBlock(block);
  const isVisible = ({ namespace, collection }: PrivateSet): boolean => {
    const found = channel.collection(namespace, collection);
    return found !== undefined && (!found.memberOnlyRead || found.members.evaluate([identity]));
  };
  for (const [index, sets] of await own.committedIn(number)) {
    const visible = sets.filter(isVisible);
    if (visible.length > 0) combined.getPrivateDataMapMap().set(index, privateSetsMessage(visible));
  }
  const response = new peer.DeliverResponse();
  response.setBlockAndPrivateData(combined);
  return response;
};

function filteredEvent(event: peer.ChaincodeEvent): peer.FilteredChaincodeAction {
  const bare = new peer.ChaincodeEvent();
  bare.setChaincodeId(event.getChaincodeId());
  bare.setTxId(event.getTxId());
  bare.setEventName(event.getEventName());
  const action = new peer.FilteredChaincodeAction();
  action.setChaincodeEvent(bare);
  return action;
}
