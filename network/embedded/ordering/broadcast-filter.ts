// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import { implicitRefusal } from '../peer/access.js';
import { common } from '../protos/index.js';

/** What an orderer answers to a transaction. */
export interface BroadcastResult {
  readonly status: 'SUCCESS' | 'BAD_REQUEST' | 'FORBIDDEN' | 'NOT_FOUND' | 'SERVICE_UNAVAILABLE';
  readonly info: string;
}

/** Why an orderer refuses an envelope, or undefined (orderer/common/msgprocessor): form, size, signature, expiry. */
export function broadcastFault(
  envelope: common.Envelope,
  { name, config }: Channel,
): BroadcastResult | undefined {
  const header = headerOf(envelope);
  if (!header) return { status: 'BAD_REQUEST', info: 'message is malformed' };
  if (header.getChannelId() !== name) return { status: 'NOT_FOUND', info: 'channel does not exist' };
  const data = envelope.getPayload_asU8();
  const signature = envelope.getSignature_asU8();
  const size = data.length + signature.length;
  const { absoluteMaxBytes } = config.batch;
  if (size > absoluteMaxBytes) {
    const info = `message payload is ${size} bytes and exceeds maximum allowed ${absoluteMaxBytes} bytes`;
    return { status: 'BAD_REQUEST', info };
  }
  const identity = config.msps.signer({ data, identity: creatorOf(data), signature });
  if (!identity || !config.allows('/Channel/Writers', identity)) {
    return { status: 'FORBIDDEN', info: `${implicitRefusal('Writers')}: permission denied` };
  }
  if (identity.isExpired()) return { status: 'BAD_REQUEST', info: 'broadcast client identity expired' };
  return undefined;
}

/** The channel header of an envelope, or undefined when it is none. */
export function headerOf(envelope: common.Envelope): common.ChannelHeader | undefined {
  try {
    const header = common.Payload.deserializeBinary(envelope.getPayload_asU8()).getHeader();
    if (!header) return undefined;
    common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
    return common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  } catch {
    return undefined; // bytes from outside that are no envelope
  }
}

function creatorOf(payload: Uint8Array): Uint8Array {
  const header = common.Payload.deserializeBinary(payload).getHeader()?.getSignatureHeader_asU8();
  return common.SignatureHeader.deserializeBinary(header ?? new Uint8Array()).getCreator_asU8();
}
