// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '../protos/index.js';
import { validationCodes } from './block.js';
import { Code } from './transaction.js';

/** What listeners learn of a committed block. */
export interface BlockEvent {
  readonly number: number;
  readonly block: common.Block;
  readonly transactions: readonly { readonly id: string; readonly type: number; readonly code: number }[];
  readonly events: readonly { readonly transactionId: string; readonly event: peer.ChaincodeEvent }[];
}

/** Reads a stored block again the way it was announced. */
export function blockEventOf(block: common.Block): BlockEvent {
  const codes = validationCodes(block);
  const transactions: { id: string; type: number; code: number }[] = [];
  const events: { transactionId: string; event: peer.ChaincodeEvent }[] = [];
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  envelopes.forEach((bytes, index) => {
    const payload = common.Payload.deserializeBinary(
      common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
    );
    const header = common.ChannelHeader.deserializeBinary(
      payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
    );
    const code = codes[index] ?? Code.NOT_VALIDATED;
    transactions.push({ id: header.getTxId(), type: header.getType(), code });
    const isInvocation = header.getType() === common.HeaderType.ENDORSER_TRANSACTION;
    if (!isInvocation || code !== Code.VALID) return;
    const event = eventOf(payload.getData_asU8());
    if (isAnnounced(event)) events.push({ transactionId: header.getTxId(), event });
  });
  return { number: block.getHeader()?.getNumber() ?? 0, block, transactions, events };
}

/** Whether an event is complete enough to be announced. */
export function isAnnounced(event: peer.ChaincodeEvent | undefined): event is peer.ChaincodeEvent {
  return event !== undefined && event.getEventName() !== '' && event.getTxId() !== '';
}

function eventOf(data: Uint8Array): peer.ChaincodeEvent | undefined {
  const [action] = peer.Transaction.deserializeBinary(data).getActionsList();
  const payload = peer.ChaincodeActionPayload.deserializeBinary(
    action?.getPayload_asU8() ?? new Uint8Array(),
  );
  const response = peer.ProposalResponsePayload.deserializeBinary(
    payload.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array(),
  );
  const bytes = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8()).getEvents_asU8();
  return bytes.length > 0 ? peer.ChaincodeEvent.deserializeBinary(bytes) : undefined;
}
