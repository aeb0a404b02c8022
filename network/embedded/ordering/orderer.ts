// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { Committer } from '../commit/committer.js';
import { implicitRefusal } from '../peer/access.js';
import { common, encode } from '../protos/index.js';
import { BlockCutter } from './block-cutter.js';

/** What an orderer answers to a transaction. */
export interface BroadcastResult {
  readonly status: 'SUCCESS' | 'BAD_REQUEST' | 'FORBIDDEN' | 'NOT_FOUND' | 'SERVICE_UNAVAILABLE';
  readonly info: string;
}

/** Takes signed transactions, orders them and has them committed block by block (orderer/common). */
export class Orderer {
  readonly #channel: Channel;
  readonly #committer: Committer;
  readonly #cutter: BlockCutter;
  #work: Promise<void> = Promise.resolve();
  #closed: string | undefined;

  constructor(channel: Channel, committer: Committer) {
    this.#channel = channel;
    this.#committer = committer;
    this.#cutter = new BlockCutter(
      () => channel.config.batch,
      (batch) => {
        this.#commit(batch);
      },
    );
  }

  /** Judges an envelope by the orderer's filters and queues it. */
  broadcast(envelope: common.Envelope): BroadcastResult {
    if (this.#closed !== undefined) return { status: 'SERVICE_UNAVAILABLE', info: this.#closed };
    const fault = this.#fault(envelope);
    if (fault) return fault;
    this.#cutter.add(encode(envelope));
    return { status: 'SUCCESS', info: '' };
  }

  /** Commits what is queued and takes nothing more. */
  async stop(): Promise<void> {
    this.#closed ??= 'orderer is stopped';
    this.#cutter.cut();
    await this.#work;
  }

  #commit(batch: readonly Buffer[]): void {
    this.#work = this.#work.then(async () => {
      if (this.#closed !== undefined && this.#closed !== 'orderer is stopped') return;
      try {
        await this.#committer.commit(batch);
      } catch (error) {
        // A block that is half known must not be followed by another: the ledger has to be opened anew.
        this.#closed = `block could not be written: ${(error as Error).message}`;
      }
    });
  }

  #fault(envelope: common.Envelope): BroadcastResult | undefined {
    const payload = envelope.getPayload_asU8();
    const headers = readHeaders(payload);
    if (!headers) return { status: 'BAD_REQUEST', info: 'message is malformed' };
    if (headers.channel !== this.#channel.name)
      return { status: 'NOT_FOUND', info: 'channel does not exist' };
    const { config } = this.#channel;
    const size = payload.length + envelope.getSignature_asU8().length;
    const { absoluteMaxBytes } = config.batch;
    if (size > absoluteMaxBytes) {
      const info = `message payload is ${size} bytes and exceeds maximum allowed ${absoluteMaxBytes} bytes`;
      return { status: 'BAD_REQUEST', info };
    }
    const signature = envelope.getSignature_asU8();
    const identity = config.msps.signer({ data: payload, identity: headers.creator, signature });
    if (!identity || !config.allows('/Channel/Writers', identity)) {
      return { status: 'FORBIDDEN', info: `${implicitRefusal('Writers')}: permission denied` };
    }
    if (identity.isExpired()) return { status: 'BAD_REQUEST', info: 'broadcast client identity expired' };
    return undefined;
  }
}

function readHeaders(payload: Uint8Array): { channel: string; creator: Uint8Array } | undefined {
  try {
    const header = common.Payload.deserializeBinary(payload).getHeader();
    if (!header) return undefined;
    const channel = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8()).getChannelId();
    const signature = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
    return { channel, creator: signature.getCreator_asU8() };
  } catch {
    return undefined; // not an envelope
  }
}
