// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import type { Client } from '@chainshare/client';
import type { GatewaysOptions } from '#network/demo/gateways.js';
import { startLocalNetwork, type LocalNetwork } from '#network/demo/local-network.js';
import { TestLedger, type TestLedgerOptions } from '../../support/test-ledger.js';
import { FrontDoors } from './front-doors.js';

/** What a scenario asks of its network. */
export type NetworkOptions = TestLedgerOptions & Pick<GatewaysOptions, 'logLevel'>;

/** Some enterprises of the demonstration chain with ledger and gateways, in a folder of their own. */
export class RunningNetwork {
  readonly #test: TestLedger;
  readonly #options: NetworkOptions;
  #network: LocalNetwork | undefined;
  #doors: FrontDoors | undefined;

  private constructor(test: TestLedger, options: NetworkOptions) {
    this.#test = test;
    this.#options = options;
  }

  /** Starts the ledger and the gateways of the enterprises named. */
  static start(...enterprises: readonly string[]): Promise<RunningNetwork> {
    return RunningNetwork.startWith({ enterprises });
  }

  /** Starts a network that is special in some way. */
  static async startWith(options: NetworkOptions): Promise<RunningNetwork> {
    const test = await TestLedger.start(options);
    const running = new RunningNetwork(test, options);
    try {
      await running.#startGateways();
      return running;
    } catch (error) {
      await test.remove();
      throw error;
    }
  }

  /** Folder with everything of every enterprise. */
  get dataDir(): string {
    return this.#test.dataDir;
  }

  /** Starts again on what the folder holds. */
  async start(): Promise<void> {
    await this.#test.start();
    await this.#startGateways();
  }

  get network(): LocalNetwork {
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

  /** Stops the peer of one enterprise; the others go on. */
  stopPeer(enterprise: string): Promise<void> {
    return this.#test.stopPeer(enterprise);
  }

  /** Starts a stopped peer again. */
  startPeer(enterprise: string): Promise<void> {
    return this.#test.startPeer(enterprise);
  }

  /** Folder of one gateway's keys and databases. */
  gatewayDir(enterprise: string): string {
    return path.join(this.dataDir, enterprise, 'gateway');
  }

  /** @throws Error when a gateway has answered otherwise than its OpenAPI document promises */
  async stop(): Promise<void> {
    const doors = this.#doors;
    await this.#network?.stop();
    await this.#test.stop();
    this.#network = undefined;
    this.#doors = undefined;
    doors?.assertConforming();
  }

  /** @throws Error as {@link RunningNetwork.stop} */
  async remove(): Promise<void> {
    try {
      await this.stop();
    } finally {
      await this.#test.remove();
    }
  }

  async #startGateways(): Promise<void> {
    const { dataDir, enterprises, ledger } = this.#test;
    const options = { dataDir, enterprises, firstPort: 0, filesIn: dataDir };
    const { logLevel = 'error' } = this.#options;
    this.#network = await startLocalNetwork(ledger, { ...options, logLevel });
    this.#doors = new FrontDoors(this.#network.network);
  }
}
