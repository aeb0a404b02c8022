// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NetworkEnterprise } from '@chainshare/client';
import { openDevelopmentIssuer } from '@chainshare/gateway';
import { DEMO_ENTERPRISES } from '#network/demo/enterprises.js';
import { entry, gatewayConfig } from '#network/demo/gateways.js';
import type { RunningLedger } from '#network/demo/ledger.js';
import { GatewayClient } from '../../support/gateway-client.js';
import { Child } from './child.js';
import type { GatewayStarted, LedgerAsked, LedgerStarted, Memory } from './messages.js';

/** Block time of every figure, as in the topology of the demonstration. */
export const BLOCK_MS = 200;

/** A gateway that is measured. */
export interface BenchGateway {
  readonly client: GatewayClient;
  readonly url: string;
  readonly token: string;
  /** As clients find it. */
  readonly entry: NetworkEnterprise;
  memory(): Promise<Memory>;
  /** Ends its process; it can be started again. */
  stop(): Promise<void>;
}

/** A ledger and gateways, each in a process of its own, so that none takes time or memory from another. */
export class BenchNetwork {
  readonly dataDir: string;
  readonly ledger: RunningLedger;
  readonly #children: Child[];

  private constructor(dataDir: string, child: Child, { peers, ...started }: LedgerStarted) {
    this.dataDir = dataDir;
    this.#children = [child];
    this.ledger = { ...started, peers: new Map(peers), stop: () => child.stop() };
  }

  /** Runs with a network on one of the ledgers, and takes it away afterwards. */
  static async with<T>(
    enterprises: readonly string[],
    run: (network: BenchNetwork) => Promise<T>,
    kind: RunningLedger['kind'] = 'embedded',
  ): Promise<T> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'chainshare-bench-'));
    try {
      const asked: LedgerAsked = { kind, dataDir, enterprises, blockMs: BLOCK_MS };
      const network = new BenchNetwork(
        dataDir,
        ...(await Child.start<LedgerStarted>('ledger-process.js', asked)),
      );
      try {
        return await run(network);
      } finally {
        await network.#stop();
      }
    } finally {
      await rm(dataDir, { recursive: true });
    }
  }

  /** Starts the gateway of one enterprise. */
  async startGateway(id: string): Promise<BenchGateway> {
    const { dataDir, ledger } = this;
    const enterprises = DEMO_ENTERPRISES.filter((enterprise) => ledger.peers.has(enterprise.id));
    const enterprise = enterprises.find((member) => member.id === id);
    if (enterprise === undefined) throw new TypeError(`${id} is not in this network`);
    const issuer = await openDevelopmentIssuer(path.join(dataDir, 'development-issuer.pem'));
    const config = gatewayConfig(ledger, issuer, id, {
      dataDir,
      enterprises,
      firstPort: 0,
      logLevel: 'error',
    });
    const [child, { url }] = await Child.start<GatewayStarted>('gateway-process.js', config);
    this.#children.push(child);
    const found = entry(enterprise, url, issuer);
    const token = found.tokens.admin;
    return {
      client: new GatewayClient(url, token),
      url,
      token,
      entry: found,
      memory: () => child.ask<Memory>(),
      stop: () => child.stop(),
    };
  }

  /** Data folder of one gateway. */
  gatewayDir(id: string): string {
    return path.join(this.dataDir, id, 'gateway');
  }

  /** Last started, first stopped: no gateway ever misses its peer. */
  async #stop(): Promise<void> {
    for (const child of this.#children.reverse()) await child.stop();
  }
}
