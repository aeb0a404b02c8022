// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { Identity } from '../identity/identity.js';
import { clockFault } from '../peer/access.js';
import { common, orderer } from '../protos/index.js';
import type { ChannelStore } from '../storage/channel-store.js';

/** A request for blocks that was found good. */
export interface Seek {
  readonly identity: Identity;
  readonly start: number;
  readonly stop: number;
  /** Whether to end with NOT_FOUND instead of waiting for blocks that do not exist yet. */
  readonly failsIfNotReady: boolean;
}

/** What reading a request needs. */
export interface SeekContext {
  readonly channel: Channel;
  readonly store: ChannelStore;
}

const { BAD_REQUEST, FORBIDDEN, NOT_FOUND } = common.Status;

/** Reads a signed request for blocks; a number is the status with which it is refused (common/deliver/deliver.go). */
export function readSeek(
  envelope: common.Envelope,
  { channel, store }: SeekContext,
): Seek | common.StatusMap[keyof common.StatusMap] {
  const request = unpack(envelope);
  if (!request || clockFault(request.header) !== undefined) return BAD_REQUEST;
  if (request.header.getChannelId() !== channel.name) return NOT_FOUND;
  const identity = readerOf(envelope, request.creator, channel);
  if (!identity) return FORBIDDEN;
  const range = rangeOf(request.seek, store.height);
  if (!range) return BAD_REQUEST;
  const failsIfNotReady = request.seek.getBehavior() === orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY;
  return { identity, ...range, failsIfNotReady };
}

function readerOf(envelope: common.Envelope, creator: Uint8Array, { config }: Channel): Identity | undefined {
  const identity = config.msps.signer({
    data: envelope.getPayload_asU8(),
    identity: creator,
    signature: envelope.getSignature_asU8(),
  });
  if (!identity || identity.isExpired()) return undefined;
  return config.allows('/Channel/Application/Readers', identity) ? identity : undefined;
}

function rangeOf(seek: orderer.SeekInfo, height: number): { start: number; stop: number } | undefined {
  const from = seek.getStart();
  const to = seek.getStop();
  if (!from || !to) return undefined;
  const start = positionOf(from, height);
  if (to.hasOldest()) return { start, stop: start };
  const stop = positionOf(to, height);
  return to.hasSpecified() && stop < start ? undefined : { start, stop };
}

function positionOf(position: orderer.SeekPosition, height: number): number {
  if (position.hasNewest()) return height - 1;
  if (position.hasNextCommit()) return height;
  return position.getSpecified()?.getNumber() ?? 0;
}

function unpack(
  envelope: common.Envelope,
): { header: common.ChannelHeader; creator: Uint8Array; seek: orderer.SeekInfo } | undefined {
  try {
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    const headers = payload.getHeader();
    if (!headers) return undefined;
    const signature = common.SignatureHeader.deserializeBinary(headers.getSignatureHeader_asU8());
    return {
      header: common.ChannelHeader.deserializeBinary(headers.getChannelHeader_asU8()),
      creator: signature.getCreator_asU8(),
      seek: orderer.SeekInfo.deserializeBinary(payload.getData_asU8()),
    };
  } catch {
    return undefined; // not an envelope with a SeekInfo
  }
}
