// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { FaultNetwork } from './support/fault-network.js';
import { assertHoldsOnce, assertNothingHalfWritten, settled, stockHeld } from './support/holdings.js';
import { Load } from './support/load.js';
import { Random } from '../support/random.js';

/** The same moments come again with the seed that a failure shows. */
const SEED = Number(process.env['CHAINSHARE_FAULT_SEED'] ?? Date.now() % 1_000_000);

describe(`ledger killed at random moments (CHAINSHARE_FAULT_SEED=${SEED})`, function () {
  this.timeout(90_000);

  const random = new Random(SEED);
  let network: FaultNetwork;
  let load: Load;

  before(async () => {
    network = await FaultNetwork.start();
    load = new Load(network.xinghe, { patient: 3 });
  });

  after(async () => {
    try {
      await load.end();
    } finally {
      await network.remove();
    }
  });

  /** Every acknowledged call is there once at both sides; the others are there with all their rows, or not at all. */
  async function assertNothingLost(): Promise<void> {
    const { xinghe, qiming } = network;
    const { acknowledged, abandoned } = await load.end();
    for (const gateway of [xinghe, qiming]) {
      await settled(gateway);
      await assertNothingHalfWritten(gateway);
    }
    const held = await stockHeld(xinghe);
    const complete = abandoned.filter(({ products }) => products.some((product) => product in held));
    const arrived = await Promise.all(complete.map((call) => call.acknowledged(xinghe)));
    for (const gateway of [xinghe, qiming]) await assertHoldsOnce(gateway, [...acknowledged, ...arrived]);
    for (const { call, answer } of acknowledged) expect(await call.send(xinghe)).to.deep.equal(answer);
  }

  it('keeps every acknowledged publication once, though the ledger died under it three times', async () => {
    load.begin();
    for (let round = 0; round < 3; round++) {
      await load.flows(5);
      await delay(random.between(0, 400));
      await network.ledger.kill();
      await delay(random.between(0, 300));
      await network.ledger.restart();
    }
    await assertNothingLost();
  });

  it('keeps them too when ledger and gateways die at once', async () => {
    load.begin();
    await load.flows(5);
    await delay(random.between(0, 400));
    await Promise.all([network.ledger.kill(), network.killGateways()]);
    await Promise.all([network.ledger.restart(), network.startGateways()]);
    await assertNothingLost();
  });
});
