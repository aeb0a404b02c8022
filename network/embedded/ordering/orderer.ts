// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { Committer } from '../commit/committer.js';
import { configEnvelope } from '../config/config-block.js';
import { applyConfigUpdate, configUpdateOf } from '../config/config-update.js';
import type { Signer } from '../identity/signer.js';
import { common, encode } from '../protos/index.js';
import { BlockCutter } from './block-cutter.js';
import { broadcastFault, headerOf, type BroadcastResult } from './broadcast-filter.js';

const ACCEPTED: BroadcastResult = { status: 'SUCCESS', info: '' };
const { CONFIG_UPDATE, ENDORSER_TRANSACTION } = common.HeaderType;

/** Takes signed transactions, orders them and has them committed block by block (orderer/common). */
export class Orderer {
  readonly #channel: Channel;
  readonly #committer: Committer;
  readonly #signer: Signer;
  readonly #cutter: BlockCutter;
  #work: Promise<void> = Promise.resolve();
  #isStopped = false;
  #failure: string | undefined;

  constructor(channel: Channel, committer: Committer, signer: Signer) {
    this.#channel = channel;
    this.#committer = committer;
    this.#signer = signer;
    this.#cutter = new BlockCutter(
      () => channel.config.batch,
      (batch) => {
        this.#enqueue(() => batch);
      },
    );
  }

  /** Judges an envelope by the orderer's filters and queues it. */
  broadcast(envelope: common.Envelope): BroadcastResult {
    if (this.#isStopped || this.#failure !== undefined) {
      return { status: 'SERVICE_UNAVAILABLE', info: this.#failure ?? 'orderer is stopped' };
    }
    const fault = broadcastFault(envelope, this.#channel);
    if (fault) return fault;
    const type: number | undefined = headerOf(envelope)?.getType();
    if (type === CONFIG_UPDATE) return this.#configure(envelope);
    // A configuration is made here and nowhere else: one that comes from outside would bypass its policies.
    if (type !== ENDORSER_TRANSACTION)
      return { status: 'BAD_REQUEST', info: 'message type cannot be processed' };
    this.#cutter.add(encode(envelope));
    return ACCEPTED;
  }

  /** Commits what is queued and takes nothing more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cutter.cut();
    await this.#work;
  }

  #configure(envelope: common.Envelope): BroadcastResult {
    try {
      this.#newConfig(envelope);
    } catch (error) {
      const reason = (error as Error).message;
      const info = `error applying config update to existing channel '${this.#channel.name}': error authorizing update: ${reason}`;
      return { status: 'BAD_REQUEST', info };
    }
    this.#cutter.cut();
    this.#enqueue(() => {
      try {
        const config = this.#newConfig(envelope);
        return [
          encode(configEnvelope(this.#channel.name, config, { signer: this.#signer, update: envelope })),
        ];
      } catch {
        return []; // another update came first; its sender finds the configuration unchanged, as with Fabric
      }
    });
    return ACCEPTED;
  }

  #newConfig(envelope: common.Envelope): common.Config {
    return applyConfigUpdate(this.#channel.name, this.#channel.config, configUpdateOf(envelope));
  }

  /** Has a batch committed after those before it; it is made only then. */
  #enqueue(makeBatch: () => readonly Buffer[]): void {
    this.#work = this.#work.then(async () => {
      if (this.#failure !== undefined) return;
      const batch = makeBatch();
      if (batch.length === 0) return;
      try {
        await this.#committer.commit(batch);
      } catch (error) {
        // A block that is half known must not be followed by another: the ledger has to be opened anew.
        this.#failure = `block could not be written: ${(error as Error).message}`;
      }
    });
  }
}
