// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { FaultNetwork } from './support/fault-network.js';
import { Load, removeLoaded } from './support/load.js';
import { assertNothingLost } from './support/nothing-lost.js';
import { Random } from '../support/random.js';

/** The same moments come again with the seed that a failure shows. */
const SEED = Number(process.env['CHAINSHARE_FAULT_SEED'] ?? Date.now() % 1_000_000);

describe(`ledger killed at random moments (CHAINSHARE_FAULT_SEED=${SEED})`, function () {
  this.timeout(240_000);

  const random = new Random(SEED);
  let network: FaultNetwork;
  let load: Load;

  before(async () => {
    network = await FaultNetwork.start();
    load = new Load(network.xinghe, { patient: 3 });
  });

  after(() => removeLoaded(network, load));

  it('keeps every acknowledged publication once, though the ledger died under it three times', async () => {
    load.begin();
    for (let round = 0; round < 3; round++) {
      await load.flows(5);
      await delay(random.between(0, 400));
      await network.ledger.kill();
      await delay(random.between(0, 300));
      await network.ledger.restart();
    }
    await assertNothingLost(network, load);
  });

  it('keeps them too when ledger and gateways die at once', async () => {
    load.begin();
    await load.flows(5);
    await delay(random.between(0, 400));
    await Promise.all([network.ledger.kill(), network.killGateways()]);
    await Promise.all([network.ledger.restart(), network.startGateways()]);
    await assertNothingLost(network, load);
  });
});
