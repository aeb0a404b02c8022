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
  const identity = channel.config.msps.deserialize(request.creator);
  const isReader =
    identity?.verify(envelope.getPayload_asU8(), envelope.getSignature_asU8()) === true &&
    !identity.isExpired() &&
    channel.config.allows('/Channel/Application/Readers', identity);
  if (!isReader) return FORBIDDEN;
  const from = request.seek.getStart();
  const to = request.seek.getStop();
  if (!from || !to) return BAD_REQUEST;
  const start = positionOf(from, store.height);
  const stop = to.hasOldest()
    ? start
    : from.hasNewest() && to.hasNewest()
      ? start
      : positionOf(to, store.height);
  if (to.hasSpecified() && stop < start) return BAD_REQUEST;
  const failsIfNotReady = request.seek.getBehavior() === orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY;
  return { identity, start, stop, failsIfNotReady };
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
