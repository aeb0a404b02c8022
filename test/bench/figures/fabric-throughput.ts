// SPDX-License-Identifier: Apache-2.0
import { connect } from '@chainshare/client';
import { DirectPublisher } from '../direct-publisher.js';
import type { Measurement } from '../figure.js';
import { BenchNetwork } from '../network/bench-network.js';
import { sideBySide } from '../side-by-side.js';
import { median } from '../statistics.js';
import { StockRows } from '../stock-rows.js';

const RECORDS = 1_000;
/** The three ways take turns, so that whatever else the machine does meets all alike. */
const ROUNDS = 3;
/** Calls of 1,000 rows a round, and how many at once: as many as keep two cores busy. */
const WHOLE = { calls: 10, atOnce: 4 };
/** Calls or transactions of one record a round, for each number at once: the better rate is that of saturation. */
const SINGLE = { calls: 200, atOnce: [32, 128] };
/** Publishes without a gateway. */
const DIRECT = 'Yuanlan';
const SDK_BOUND = 50;
const DIRECT_BOUND = 10;

/**
 * Rows a second that one enterprise publishes on real Fabric, over REST in calls of 1,000 rows: against one record a call
 * through the SDK, and against one a transaction with nothing but the Fabric client, both at saturation.
 */
export const measure: Measurement = ({ seed }) =>
  BenchNetwork.with(
    ['Xinghe', 'Qiming', DIRECT],
    async (network) => {
      const partner = await network.startGateway('Qiming');
      const { client, url, token } = await network.startGateway('Xinghe');
      // Its key is known by now; what it does with what it receives is not the publisher's work.
      await partner.stop();
      const rows = new StockRows(seed, 'Qiming');
      const sdk = await connect({ gateway: url, token });
      const direct = new DirectPublisher(network, DIRECT);
      try {
        const ways = {
          whole: () => client.publish('inventory', rows.take(RECORDS), []),
          sdk: () => sdk.publish<string>('inventory', rows.take(1)),
          direct: () => direct.prepare(rows)(),
        };
        for (const publish of Object.values(ways)) await sideBySide(8, 16, publish);
        const rounds: Rates[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          rounds.push({
            whole: RECORDS * (await rateOf(WHOLE.atOnce, WHOLE.calls, ways.whole)),
            sdk: await saturation(ways.sdk),
            direct: await saturation(ways.direct),
          });
        }
        const [whole, throughSdk, bare] = (['whole', 'sdk', 'direct'] as const).map((way) =>
          median(rounds.map((rates) => rates[way])),
        ) as [number, number, number];
        const told = `medians of ${ROUNDS} rounds, ${SINGLE.atOnce.join(' or ')} at once`;
        return [
          {
            name: 'rows/s on Fabric, calls of 1,000 / one record a call by the SDK',
            measured: whole / throughSdk,
            bound: SDK_BOUND,
            good: 'at least',
            detail: `${whole.toFixed(0)} / ${throughSdk.toFixed(0)} rows/s, ${told}`,
          },
          {
            name: 'rows/s on Fabric, calls of 1,000 / one record a transaction',
            measured: whole / bare,
            bound: DIRECT_BOUND,
            good: 'at least',
            detail: `${whole.toFixed(0)} / ${bare.toFixed(0)} rows/s by the Fabric client, ${told}`,
          },
        ];
      } finally {
        direct.close();
      }
    },
    'fabric',
  );

/** Rows a second of one round. */
interface Rates {
  readonly whole: number;
  readonly sdk: number;
  readonly direct: number;
}

async function rateOf(atOnce: number, calls: number, publish: () => Promise<unknown>): Promise<number> {
  return calls / (await sideBySide(atOnce, calls, publish)).seconds;
}

/** The best rate of any number at once. */
async function saturation(publish: () => Promise<unknown>): Promise<number> {
  const rates: number[] = [];
  for (const atOnce of SINGLE.atOnce) rates.push(await rateOf(atOnce, SINGLE.calls, publish));
  return Math.max(...rates);
}
