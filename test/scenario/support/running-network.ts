// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type Client } from '@chainshare/client';
import type { EmbeddedRunningLedger } from '../../../network/demo/embedded-ledger.js';
import type * as EmbeddedLedgers from '../../../network/demo/embedded-ledger.js';
import type * as Enterprises from '../../../network/demo/enterprises.js';
import type { LocalNetwork } from '../../../network/demo/local-network.js';
import type * as LocalNetworks from '../../../network/demo/local-network.js';
import { loadNetwork } from '../../support/network-build.js';

const { startEmbedded } = await loadNetwork<typeof EmbeddedLedgers>('demo/embedded-ledger.js');
const { startLocalNetwork } = await loadNetwork<typeof LocalNetworks>('demo/local-network.js');
const { DEMO_ENTERPRISES } = await loadNetwork<typeof Enterprises>('demo/enterprises.js');

/** Some enterprises of the demonstration chain with ledger and gateways, in a folder of their own. */
export class RunningNetwork {
  readonly dataDir: string;
  readonly #ids: readonly string[];
  #network: LocalNetwork<EmbeddedRunningLedger> | undefined;

  private constructor(dataDir: string, ids: readonly string[]) {
    this.dataDir = dataDir;
    this.#ids = ids;
  }

  /** Starts the ledger and the gateways of the enterprises named. */
  static async start(...ids: readonly string[]): Promise<RunningNetwork> {
    const running = new RunningNetwork(await mkdtemp(path.join(tmpdir(), 'chainshare-network-')), ids);
    await running.start();
    return running;
  }

  /** Starts again on what the folder holds. */
  async start(): Promise<void> {
    const { dataDir } = this;
    const enterprises = DEMO_ENTERPRISES.filter(({ id }) => this.#ids.includes(id));
    const block = { timeoutMs: 20, maxMessages: 500 };
    const ledger = await startEmbedded({ channel: 'chain', dataDir, enterprises, firstPort: 0, block });
    this.#network = await startLocalNetwork(ledger, {
      dataDir,
      enterprises,
      firstPort: 0,
      filesIn: dataDir,
      logLevel: 'error',
    });
  }

  get network(): LocalNetwork<EmbeddedRunningLedger> {
    if (this.#network === undefined) throw new Error('the network is not running');
    return this.#network;
  }

  /** A client of one enterprise, with the rights of an administrator. */
  as(enterprise: string): Promise<Client> {
    return connect({ network: this.network.networkFile, as: enterprise, role: 'admin' });
  }

  /** Folder of one gateway's keys and databases. */
  gatewayDir(enterprise: string): string {
    return path.join(this.dataDir, enterprise, 'gateway');
  }

  async stop(): Promise<void> {
    await this.#network?.stop();
    this.#network = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true });
  }
}
