// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { openDevelopmentIssuer } from '@chainshare/gateway';
import { DEMO_ENTERPRISES } from '#network/demo/enterprises.js';
import { entry, gatewayConfig, type GatewaysOptions } from '#network/demo/gateways.js';
import { takePortRange, type PortRange } from '#network/fabric/ports.js';
import { newTestFolder } from '../../support/abandoned.js';
import { TEST_LEDGER } from '../../support/start-ledger.js';
import { EmbeddedProcess } from './embedded-process.js';
import { eventually } from './eventually.js';
import { FabricProcesses } from './fabric-processes.js';
import { KillableGateway } from './killable-gateway.js';
import type { KillableLedger } from './killable-ledger.js';

/** Publisher and reader, in the order of the demonstration chain. */
const IDS = ['Xinghe', 'Qiming'];

/** Blocks close early, as a test waits for one after the other. */
const BLOCK = { timeoutMs: 20, maxMessages: 500 };

/** Gateways listen this far above the peers, within the one range of ports. */
const GATEWAYS_ABOVE = 20;

/**
 * Xinghe, a supplier, and Qiming, its customer: a ledger and two gateways in processes of their own, each of which
 * can be killed without the others.
 */
export class FaultNetwork {
  readonly ledger: KillableLedger;
  /** The gateway of the publisher. */
  readonly xinghe: KillableGateway;
  /** The gateway of the reader. */
  readonly qiming: KillableGateway;
  readonly #dataDir: string;
  readonly #ports: PortRange;

  private constructor(
    ledger: KillableLedger,
    [xinghe, qiming]: readonly [KillableGateway, KillableGateway],
    { dataDir, ports }: { readonly dataDir: string; readonly ports: PortRange },
  ) {
    this.ledger = ledger;
    this.xinghe = xinghe;
    this.qiming = qiming;
    this.#dataDir = dataDir;
    this.#ports = ports;
  }

  /**
   * Starts all of it in a temporary folder; returns when both gateways have joined and the publisher knows the key of
   * the reader, without which nothing is sealed for it.
   *
   * @param orderers - how many ordering nodes, on real Fabric
   * @param peers - how many peers of Xinghe, on real Fabric
   */
  static async start({ orderers = 1, peers = 1 } = {}): Promise<FaultNetwork> {
    const dataDir = await newTestFolder();
    const ports = await takePortRange();
    const common = { dataDir, enterprises: DEMO_ENTERPRISES.filter(({ id }) => IDS.includes(id)) };
    const nodes = { ...common, firstPort: ports.first, block: BLOCK };
    const ledger =
      TEST_LEDGER === 'fabric'
        ? await FabricProcesses.start({ ...nodes, orderers, peers: new Map([['Xinghe', peers]]) })
        : await EmbeddedProcess.start({ ...nodes, channel: 'chain' });
    const doors = { firstPort: ports.first + GATEWAYS_ABOVE, logLevel: 'silent' } as const;
    const gateways = await gatewaysOn(ledger, { ...common, ...doors });
    const network = new FaultNetwork(ledger, gateways, { dataDir, ports });
    await network.startGateways();
    await eventually('Xinghe knows the key of Qiming', async () => {
      const { data } = await network.xinghe.read('/v1/members/Qiming');
      return (data as { readonly keys: readonly unknown[] }).keys.length > 0 ? true : undefined;
    });
    return network;
  }

  /** Starts both gateways. */
  async startGateways(): Promise<void> {
    await Promise.all([this.xinghe.start(), this.qiming.start()]);
  }

  /** Kills both gateways where they are. */
  async killGateways(): Promise<void> {
    await Promise.all([this.xinghe.kill(), this.qiming.kill()]);
  }

  /** Ends every process and removes every file. */
  async remove(): Promise<void> {
    await this.killGateways();
    await this.ledger.kill();
    await this.#ports.release();
    await rm(this.#dataDir, { recursive: true });
  }
}

/** The gateways of Xinghe and of Qiming, which do not run yet. */
async function gatewaysOn(
  ledger: KillableLedger,
  options: GatewaysOptions,
): Promise<readonly [KillableGateway, KillableGateway]> {
  const issuer = await openDevelopmentIssuer(path.join(options.dataDir, 'development-issuer.pem'));
  const [xinghe, qiming] = options.enterprises.map((enterprise) => {
    const { tokens } = entry(enterprise, '', issuer);
    return new KillableGateway(gatewayConfig(ledger, issuer, enterprise.id, options), tokens.admin);
  });
  if (xinghe === undefined || qiming === undefined) throw new Error('an enterprise is missing');
  return [xinghe, qiming];
}
