// SPDX-License-Identifier: Apache-2.0
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { BlockFeed } from '../commit/block-feed.js';
import { common, peer } from '../protos/index.js';
import {
  blockAndPrivateData,
  filteredBlock,
  wholeBlock,
  type BlockResponder,
  type ResponseContext,
} from './block-responses.js';
import { goneSignal, send } from './event-stream.js';
import { toStatus } from './rpc-error.js';
import { readSeek, type SeekContext } from './seek.js';

type DeliverStream = ServerDuplexStream<common.Envelope, peer.DeliverResponse>;
type Status = common.StatusMap[keyof common.StatusMap];

/** What the deliver service of one peer works with. */
export interface DeliverContext extends SeekContext, ResponseContext {
  readonly feed: BlockFeed;
}

/** The handlers of `protos.Deliver` for one peer. */
export function deliverService(context: DeliverContext): peer.IDeliverServer {
  const serve =
    (respond: BlockResponder) =>
    (stream: DeliverStream): void => {
      const signal = goneSignal(stream);
      let work = Promise.resolve();
      stream.on('data', (envelope: common.Envelope) => {
        work = work
          .then(() => answer(context, { stream, envelope, respond, signal }))
          .catch((error: unknown) => {
            // The peer is being stopped under the stream; its client sees the call fail and asks again.
            stream.emit('error', toStatus(error));
          });
      });
      stream.on('end', () => {
        void work.then(() => stream.end());
      });
    };
  return {
    deliver: serve(wholeBlock),
    deliverFiltered: serve(filteredBlock),
    deliverWithPrivateData: serve(blockAndPrivateData),
  };
}

interface Delivery {
  readonly stream: DeliverStream;
  readonly envelope: common.Envelope;
  readonly respond: BlockResponder;
  readonly signal: AbortSignal;
}

/** Answers one request: blocks, then a status; any status but success ends the stream. */
async function answer(context: DeliverContext, delivery: Delivery): Promise<void> {
  const status = await deliver(context, delivery);
  if (delivery.signal.aborted) return;
  const response = new peer.DeliverResponse();
  response.setStatus(status);
  delivery.stream.write(response);
  if (status !== common.Status.SUCCESS) delivery.stream.end();
}

/** Sends the blocks that one request asks for. */
async function deliver(context: DeliverContext, delivery: Delivery): Promise<Status> {
  const { stream, envelope, respond, signal } = delivery;
  const seek = readSeek(envelope, context);
  if (typeof seek === 'number') return seek;
  const { identity, start, stop, failsIfNotReady } = seek;
  const { height } = context.store;
  // The next block is waited for, but none beyond it (common/ledger/blockledger/fileledger).
  if (start > height || (failsIfNotReady && start >= height)) return common.Status.NOT_FOUND;
  for await (const block of context.feed.follow(start, signal)) {
    // The right to read is asked again for every block: an organisation may have been removed meanwhile.
    if (!context.channel.config.allows('/Channel/Application/Readers', identity))
      return common.Status.FORBIDDEN;
    await send(stream, await respond(block, identity, context), signal);
    if (block.number >= stop) return common.Status.SUCCESS;
    if (failsIfNotReady && block.number + 1 >= context.store.height) return common.Status.NOT_FOUND;
  }
  return common.Status.SERVICE_UNAVAILABLE;
}
