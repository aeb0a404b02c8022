// SPDX-License-Identifier: Apache-2.0
import { FaultNetwork } from './support/fault-network.js';
import { Load, removeLoaded } from './support/load.js';
import { assertNothingLost, recovered } from './support/nothing-lost.js';

/** Calls that are acknowledged before a process dies: only what is in use can die in the middle. */
const FLOWING = 5;

describe('any one process killed during a load, and all at once', function () {
  this.timeout(600_000);

  let network: FaultNetwork;
  let load: Load;

  before(async () => {
    network = await FaultNetwork.start({ orderers: 3 });
    load = new Load(network.xinghe, { patient: 3 });
  });

  after(() => removeLoaded(network, load));

  /** Kills something in the middle of the load, starts it again, and tells how long the network took to be well, load and all. */
  async function killed(what: string, kill: () => Promise<void>): Promise<void> {
    load.begin();
    await load.flows(FLOWING);
    const started = performance.now();
    await kill();
    await load.flows(FLOWING);
    const { acknowledged } = await load.end();
    await recovered(network, acknowledged);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    process.stdout.write(`      ${what}: ready, nothing pending, ${seconds} s after its end\n`);
    await assertNothingLost(network, load);
  }

  async function bounceGateways(): Promise<void> {
    await network.killGateways();
    await network.startGateways();
  }

  it('loses nothing and publishes nothing twice when a process of the ledger dies', async () => {
    // With three ordering nodes, one of those that die is the leading one.
    for (const part of network.ledger.parts) {
      await killed(part, () => network.ledger.killParts([part]));
    }
  });

  it('nor when the gateway of the publisher or of the reader dies', async () => {
    for (const gateway of [network.xinghe, network.qiming]) {
      await killed(`gateway of ${gateway.config.enterprise}`, async () => {
        await gateway.kill();
        await gateway.start();
      });
    }
  });

  it('nor when all of them die at once', async () => {
    const { ledger } = network;
    await killed('all at once', async () => {
      await Promise.all([ledger.killParts(ledger.parts), bounceGateways()]);
    });
  });
});
