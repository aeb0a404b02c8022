// SPDX-License-Identifier: Apache-2.0
import { Metadata, status, type ServerWritableStream } from '@grpc/grpc-js';
import type { BlockEvent } from '../commit/block-event.js';
import { gateway, type peer } from '../protos/index.js';
import { goneSignal, send } from './event-stream.js';
import { requireReader, type GatewayContext } from './gateway-context.js';
import { RpcError } from './rpc-error.js';

type EventStream = ServerWritableStream<
  gateway.SignedChaincodeEventsRequest,
  gateway.ChaincodeEventsResponse
>;

/** Streams the events of a chaincode until the client leaves (internal/pkg/gateway/chaincodeevents.go). */
export async function chaincodeEvents(context: GatewayContext, stream: EventStream): Promise<void> {
  const request = readRequest(context, stream.request);
  const after = request.getAfterTransactionId();
  const signal = goneSignal(stream);
  stream.sendMetadata(new Metadata());
  // Events up to and including the transaction given were seen by the client before.
  let isPast = after === '';
  for await (const block of context.feed.follow(firstBlock(context, request), signal)) {
    const events: peer.ChaincodeEvent[] = [];
    for (const { transactionId, event } of block.events) {
      if (isPast && event.getChaincodeId() === request.getChaincodeId()) events.push(event);
      isPast ||= transactionId === after;
    }
    isPast ||= hasTransaction(block, after);
    if (events.length === 0) continue;
    const response = new gateway.ChaincodeEventsResponse();
    response.setBlockNumber(block.number);
    response.setEventsList(events);
    await send(stream, response, signal);
  }
}

function readRequest(
  context: GatewayContext,
  signed: gateway.SignedChaincodeEventsRequest,
): gateway.ChaincodeEventsRequest {
  const data = signed.getRequest_asU8();
  if (data.length === 0)
    throw new RpcError(status.INVALID_ARGUMENT, 'a chaincode events request is required');
  const request = gateway.ChaincodeEventsRequest.deserializeBinary(data);
  requireReader(context, {
    identity: request.getIdentity_asU8(),
    data,
    signature: signed.getSignature_asU8(),
  });
  if (request.getChannelId() !== context.channel.name) {
    throw new RpcError(status.NOT_FOUND, `channel not found: ${request.getChannelId()}`);
  }
  return request;
}

function firstBlock({ store }: GatewayContext, request: gateway.ChaincodeEventsRequest): number {
  const after = store.transaction(request.getAfterTransactionId());
  if (after) return after.block;
  const position = request.getStartPosition();
  const specified = position?.getSpecified();
  if (specified) return specified.getNumber();
  if (position && !position.hasNextCommit() && (position.hasNewest() || position.hasOldest())) {
    throw new RpcError(status.INVALID_ARGUMENT, 'invalid start position type');
  }
  return store.height;
}

function hasTransaction(block: BlockEvent, id: string): boolean {
  return block.transactions.some((transaction) => transaction.id === id);
}
