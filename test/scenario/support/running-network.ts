// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '@chainshare/client';
import {
  startEmbedded,
  type EmbeddedOptions,
  type EmbeddedRunningLedger,
} from '#network/demo/embedded-ledger.js';
import { DEMO_ENTERPRISES } from '#network/demo/enterprises.js';
import type { GatewaysOptions } from '#network/demo/gateways.js';
import { startLocalNetwork, type LocalNetwork } from '#network/demo/local-network.js';
import { FrontDoors } from './front-doors.js';

/** What a scenario asks of its network. */
export interface NetworkOptions
  extends Pick<EmbeddedOptions, 'alteredChaincode' | 'compression'>, Pick<GatewaysOptions, 'logLevel'> {
  /** MSP IDs of enterprises of the demonstration chain. */
  readonly enterprises: readonly string[];
}

/** Some enterprises of the demonstration chain with ledger and gateways, in a folder of their own. */
export class RunningNetwork {
  readonly dataDir: string;
  readonly #options: NetworkOptions;
  #network: LocalNetwork<EmbeddedRunningLedger> | undefined;
  #doors: FrontDoors | undefined;

  private constructor(dataDir: string, options: NetworkOptions) {
    this.dataDir = dataDir;
    this.#options = options;
  }

  /** Starts the ledger and the gateways of the enterprises named. */
  static start(...enterprises: readonly string[]): Promise<RunningNetwork> {
    return RunningNetwork.startWith({ enterprises });
  }

  /** Starts a network that is special in some way. */
  static async startWith(options: NetworkOptions): Promise<RunningNetwork> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'chainshare-network-'));
    const running = new RunningNetwork(dataDir, options);
    try {
      await running.start();
      return running;
    } catch (error) {
      await rm(dataDir, { recursive: true });
      throw error;
    }
  }

  /** Starts again on what the folder holds. */
  async start(): Promise<void> {
    const { dataDir } = this;
    const { enterprises: ids, logLevel = 'error', ...special } = this.#options;
    const enterprises = DEMO_ENTERPRISES.filter(({ id }) => ids.includes(id));
    const block = { timeoutMs: 20, maxMessages: 500 };
    const common = { dataDir, enterprises, firstPort: 0 };
    const ledger = await startEmbedded({ ...common, ...special, channel: 'chain', block });
    this.#network = await startLocalNetwork(ledger, { ...common, filesIn: dataDir, logLevel });
    this.#doors = new FrontDoors(this.#network.network);
  }

  get network(): LocalNetwork<EmbeddedRunningLedger> {
    if (this.#network === undefined) throw new Error('the network is not running');
    return this.#network;
  }

  /** The gateways as programs meet them. */
  get doors(): FrontDoors {
    if (this.#doors === undefined) throw new Error('the network is not running');
    return this.#doors;
  }

  /** A client of one enterprise, with the rights of an administrator. */
  as(enterprise: string): Promise<Client> {
    return this.doors.as(enterprise);
  }

  /** Folder of one gateway's keys and databases. */
  gatewayDir(enterprise: string): string {
    return path.join(this.dataDir, enterprise, 'gateway');
  }

  /** @throws Error when a gateway has answered otherwise than its OpenAPI document promises */
  async stop(): Promise<void> {
    const doors = this.#doors;
    await this.#network?.stop();
    this.#network = undefined;
    this.#doors = undefined;
    doors?.assertConforming();
  }

  /** @throws Error as {@link RunningNetwork.stop} */
  async remove(): Promise<void> {
    try {
      await this.stop();
    } finally {
      await rm(this.dataDir, { recursive: true });
    }
  }
}
