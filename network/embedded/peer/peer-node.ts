// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Channel } from '../channel/channel.js';
import { ChaincodeRuntime } from '../shim/runtime.js';
import type { BlockFeed } from '../commit/block-feed.js';
import type { Committer } from '../commit/committer.js';
import type { Identity } from '../identity/identity.js';
import { Signer } from '../identity/signer.js';
import type { OrganisationOptions } from '../options.js';
import type { Orderer } from '../ordering/orderer.js';
import { gateway, peer } from '../protos/index.js';
import { deliverService } from '../services/deliver-service.js';
import { PeerDirectory, type EndorsingPeer } from '../services/directory.js';
import { gatewayService } from '../services/gateway-service.js';
import { Planner } from '../services/plan.js';
import type { ChannelStore } from '../storage/channel-store.js';
import type { DatabaseOptions } from '../storage/database.js';
import { PeerStore } from '../storage/peer-store.js';
import { Endorser, type ProposalResult } from './endorser.js';
import { startServer, type PeerServer } from './peer-server.js';
import { PrivateLedger } from './private-ledger.js';
import type { Proposal } from './proposal.js';
import { failure } from './responses.js';

/** What all peers of the channel share. */
export interface Shared {
  readonly channel: Channel;
  readonly store: ChannelStore;
  readonly feed: BlockFeed;
  readonly committer: Committer;
  readonly orderer: Orderer;
  readonly peers: () => readonly PeerNode[];
  readonly dataDir: string;
  readonly database: DatabaseOptions;
}

interface Running {
  readonly ledger: PrivateLedger;
  readonly runtime: ChaincodeRuntime;
  readonly endorser: Endorser;
  readonly server: PeerServer;
}

/** The peer of one organisation; it can be stopped and started alone. */
export class PeerNode implements EndorsingPeer {
  readonly mspId: string;
  readonly #organisation: OrganisationOptions;
  readonly #shared: Shared;
  readonly #signer: Signer;
  #port: number;
  #running: Running | undefined;
  #change: Promise<void> = Promise.resolve();

  /** @throws Error when the private key of the peer is not PEM. */
  constructor(organisation: OrganisationOptions, shared: Shared) {
    const { mspId, msp, port } = organisation;
    this.mspId = mspId;
    this.#organisation = organisation;
    this.#shared = shared;
    this.#signer = new Signer(mspId, msp.peerCert, msp.peerKey);
    this.#port = port;
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** The private data of the peer while it runs. */
  get ledger(): PrivateLedger | undefined {
    return this.#running?.ledger;
  }

  get identity(): Identity | undefined {
    const { config } = this.#shared.channel;
    return config.organisations.includes(this.mspId)
      ? config.msps.deserialize(this.#signer.serialized)
      : undefined;
  }

  async process(proposal: Proposal): Promise<ProposalResult> {
    if (this.#running) return this.#running.endorser.process(proposal);
    return { unavailable: 'peer is stopped', response: failure('peer is stopped') };
  }

  /** Opens the own store, catches up with the channel and serves; does nothing when it runs. */
  start(): Promise<void> {
    return this.#next(async () => {
      if (!this.#running) await this.#start();
    });
  }

  /** Ends calls and chaincode and closes the own store; does nothing when it is stopped. */
  stop(): Promise<void> {
    return this.#next(async () => {
      if (this.#running) await this.#stop(this.#running);
    });
  }

  #next(task: () => Promise<void>): Promise<void> {
    const result = this.#change.then(task);
    this.#change = result.catch(() => undefined); // the caller hears of it
    return result;
  }

  async #start(): Promise<void> {
    const { channel, store, committer, dataDir, database } = this.#shared;
    const { mspId } = this;
    const others = (): PrivateLedger[] =>
      this.#shared.peers().flatMap((other) => (other === this ? [] : (other.ledger ?? [])));
    const own = await PeerStore.open(join(dataDir, mspId, 'peer0', 'ledger'), database);
    const ledger = new PrivateLedger({ mspId, channel, store: own, others });
    const runtime = new ChaincodeRuntime(this.#organisation);
    const endorser = new Endorser({ channel, store, own: ledger, signer: this.#signer, runtime, others });
    try {
      await committer.betweenBlocks(async () => {
        await ledger.catchUp(store);
        const server = await this.#serve(ledger);
        this.#port = server.port;
        this.#running = { ledger, runtime, endorser, server };
      });
    } catch (error) {
      await ledger.close();
      throw error;
    }
  }

  async #stop({ server, runtime, ledger }: Running): Promise<void> {
    server.stop();
    await runtime.stop();
    await this.#shared.committer.betweenBlocks(async () => {
      this.#running = undefined;
      await ledger.close();
    });
  }

  #serve(ledger: PrivateLedger): Promise<PeerServer> {
    const { channel, store, feed, orderer, peers } = this.#shared;
    const directory = new PeerDirectory(this, peers);
    const planner = new Planner(channel, directory);
    const context = { channel, store, feed, orderer, directory, planner };
    return startServer(this.#port, this.#organisation.tls, [
      [gateway.GatewayService, gatewayService(context)],
      [peer.DeliverService, deliverService({ channel, store, feed, own: ledger.store })],
    ]);
  }
}
