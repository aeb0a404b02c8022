// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { eventually } from './eventually.js';
import type { FaultNetwork } from './fault-network.js';
import { assertHoldsOnce, assertNothingHalfWritten, settled, stockHeld } from './holdings.js';
import type { Load } from './load.js';
import type { Acknowledged } from './publish-call.js';

/** Waits until both gateways are ready, have read these calls and have nothing to do. @throws Error when that takes too long */
export async function recovered(
  { xinghe, qiming }: FaultNetwork,
  calls: readonly Acknowledged[],
): Promise<void> {
  for (const gateway of [xinghe, qiming]) {
    await eventually(`${gateway.config.enterprise} is ready`, async () =>
      (await gateway.ask('/readyz'))?.status === 200 ? true : undefined,
    );
    await settled(gateway, calls);
  }
}

/** Every acknowledged call is there once at both sides; the others are there with all their rows, or not at all. */
export async function assertNothingLost(network: FaultNetwork, load: Load): Promise<void> {
  const { xinghe, qiming } = network;
  const { acknowledged, abandoned } = await load.end();
  await recovered(network, acknowledged);
  for (const gateway of [xinghe, qiming]) await assertNothingHalfWritten(gateway);
  const held = await stockHeld(xinghe);
  const complete = abandoned.filter(({ products }) => products.some((product) => product in held));
  const arrived = await Promise.all(complete.map((call) => call.acknowledged(xinghe)));
  const published = [...acknowledged, ...arrived];
  await settled(qiming, published);
  for (const gateway of [xinghe, qiming]) await assertHoldsOnce(gateway, published);
  for (const { call, answer } of acknowledged) expect(await call.send(xinghe)).to.deep.equal(answer);
}
