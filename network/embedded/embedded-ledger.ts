// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { Channel } from './channel/channel.js';
import { newBlock, setValidationCodes } from './commit/block.js';
import { BlockFeed } from './commit/block-feed.js';
import { Committer } from './commit/committer.js';
import { Code } from './commit/transaction.js';
import { ChannelConfig } from './config/channel-config.js';
import { configEnvelope, configOf } from './config/config-block.js';
import { genesisConfig } from './config/genesis.js';
import { Signer } from './identity/signer.js';
import type { EmbeddedLedgerOptions, OrganisationOptions } from './options.js';
import { Orderer } from './ordering/orderer.js';
import { PeerNode, type Shared } from './peer/peer-node.js';
import { encode } from './protos/index.js';
import { ChannelStore } from './storage/channel-store.js';
import type { DatabaseOptions } from './storage/database.js';
import { put } from './storage/database.js';
import { stateKey } from './storage/keys.js';
import { encodeStateValue } from './storage/version.js';

/** Where one peer is reached. */
export interface PeerEndpoint {
  /** `127.0.0.1:<port>`; the same after the peer was stopped and started. */
  readonly endpoint: string;
}

/** A running ledger. */
export interface EmbeddedLedger {
  readonly channel: string;
  /** Peers by MSP id, stopped ones included. */
  readonly peers: ReadonlyMap<string, PeerEndpoint>;
  /** Number of blocks. */
  readonly height: number;
  /**
   * Stops one peer: its clients see UNAVAILABLE, the others go on.
   * @throws Error when no organisation has the MSP id.
   */
  stopPeer(mspId: string): Promise<void>;
  /**
   * Starts a stopped peer again: it catches up with the blocks and with private data of its own.
   * @throws Error when no organisation has the MSP id.
   */
  startPeer(mspId: string): Promise<void>;
  /**
   * Adds the peer of an organisation that joins the channel: it applies the blocks from the first one and takes part
   * once the configuration names its organisation. After a restart it belongs into the options.
   * @throws Error when the organisation has a peer already, or what {@link startEmbeddedLedger} throws.
   */
  addPeer(organisation: OrganisationOptions): Promise<PeerEndpoint>;
  /** Commits what was submitted, then stops everything and closes all files. */
  stop(): Promise<void>;
}

/**
 * Starts a ledger, new or from the files of an earlier run. It speaks Fabric's Gateway and Deliver protocols on one
 * port per organisation and runs chaincode when it is first needed.
 * @throws Error when a certificate, policy or key cannot be read, a port is taken, or the files are open elsewhere.
 */
export async function startEmbeddedLedger(options: EmbeddedLedgerOptions): Promise<EmbeddedLedger> {
  const { orderer: node, dataDir, chaincodes } = options;
  const database: DatabaseOptions = { sync: options.sync ?? true, compression: options.compression ?? true };
  const folder = join(dataDir, 'orderers', node.id ?? 'orderer0', 'ledger');
  const store = await ChannelStore.open(folder, database);
  try {
    if (store.height === 0) await writeGenesis(options, store);
    const channel = new Channel(
      options.channel,
      new ChannelConfig(configOf(store.block(store.lastConfig))),
      chaincodes,
    );
    const feed = new BlockFeed(store);
    const peers: PeerNode[] = [];
    const committing = (): NonNullable<PeerNode['ledger']>[] => peers.flatMap((peer) => peer.ledger ?? []);
    const signer = new Signer(node.mspId, node.cert, node.key);
    const committer = new Committer({ channel, store, feed, signer, peers: committing });
    const orderer = new Orderer(channel, committer, signer);
    const shared: Shared = {
      channel,
      store,
      feed,
      committer,
      orderer,
      peers: () => peers,
      dataDir,
      database,
    };
    peers.push(...options.organisations.map((organisation) => new PeerNode(organisation, shared)));
    await startAll(peers);
    return new Running(shared, peers);
  } catch (error) {
    await store.database.close();
    throw error;
  }
}

/** Starts all peers, or none: a failure stops those that came up. */
async function startAll(peers: readonly PeerNode[]): Promise<void> {
  const results = await Promise.allSettled(peers.map((peer) => peer.start()));
  const failed = results.find((result) => result.status === 'rejected');
  if (!failed) return;
  await Promise.all(peers.map((peer) => peer.stop()));
  throw failed.reason;
}

class Running implements EmbeddedLedger {
  readonly channel: string;
  readonly #shared: Shared;
  readonly #peers: PeerNode[];

  constructor(shared: Shared, peers: PeerNode[]) {
    this.channel = shared.channel.name;
    this.#shared = shared;
    this.#peers = peers;
  }

  get peers(): ReadonlyMap<string, PeerEndpoint> {
    return new Map(this.#peers.map((peer) => [peer.mspId, { endpoint: peer.address }]));
  }

  get height(): number {
    return this.#shared.store.height;
  }

  async stopPeer(mspId: string): Promise<void> {
    await this.#peer(mspId).stop();
  }

  async startPeer(mspId: string): Promise<void> {
    await this.#peer(mspId).start();
  }

  async addPeer(organisation: OrganisationOptions): Promise<PeerEndpoint> {
    const { mspId } = organisation;
    if (this.#peers.some((peer) => peer.mspId === mspId)) throw new Error(`${mspId} has a peer already`);
    const peer = new PeerNode(organisation, this.#shared);
    this.#peers.push(peer);
    try {
      await peer.start();
    } catch (error) {
      this.#peers.splice(this.#peers.indexOf(peer), 1);
      throw error;
    }
    return { endpoint: peer.address };
  }

  async stop(): Promise<void> {
    const { orderer, store } = this.#shared;
    await orderer.stop();
    await Promise.all(this.#peers.map((peer) => peer.stop()));
    await store.database.close();
  }

  #peer(mspId: string): PeerNode {
    const found = this.#peers.find((peer) => peer.mspId === mspId);
    if (!found) throw new Error(`no organisation has the MSP id ${mspId}`);
    return found;
  }
}

/** Block 0: the configuration, and the chaincode definitions that Fabric would have written with its lifecycle. */
async function writeGenesis(options: EmbeddedLedgerOptions, store: ChannelStore): Promise<void> {
  const config = genesisConfig(options);
  const channel = new Channel(options.channel, new ChannelConfig(config), options.chaincodes);
  const envelope = encode(configEnvelope(options.channel, config));
  const block = newBlock({ number: 0, previousHash: Buffer.alloc(0), lastConfig: 0 }, [envelope]);
  setValidationCodes(block, [Code.VALID]);
  const version = { block: 0, tx: 0 };
  const definitions = channel.chaincodes.flatMap((name) =>
    channel
      .lifecycleKeys(name, 'collections')
      .map((key) =>
        put(
          stateKey('_lifecycle', key),
          encodeStateValue({ value: Buffer.from('1'), metadata: undefined, version }),
        ),
      ),
  );
  await store.append(block, 0, definitions);
  store.reveal();
}
