// SPDX-License-Identifier: Apache-2.0
import type { Figure, Measurement } from '../figure.js';
import { BenchNetwork } from '../network/bench-network.js';
import { sideBySide, type Run } from '../side-by-side.js';
import { ms, percentile } from '../statistics.js';
import { StockRows } from '../stock-rows.js';

const CALLS = 200;
const FEW_CALLS = 40;

/** Calls of one record on real Fabric, against one after the other: what calls at once share are the blocks. */
const AT_ONCE = [
  { atOnce: 8, bound: 4 },
  { atOnce: 32, bound: 5 },
];

/** Publishing single records over REST on real Fabric, with 1, 8 and 32 calls in flight. */
export const measure: Measurement = ({ seed }) =>
  BenchNetwork.with(
    ['Xinghe', 'Qiming'],
    async (network) => {
      await network.startGateway('Qiming');
      const { client } = await network.startGateway('Xinghe');
      const rows = new StockRows(seed, 'Qiming');
      const publish = (): Promise<unknown> => client.publish('inventory', rows.take(1), []);
      await publish();
      const one = await sideBySide(1, FEW_CALLS, publish);
      const figures: Figure[] = [];
      for (const { atOnce, bound } of AT_ONCE) {
        const run = await sideBySide(atOnce, CALLS, publish);
        figures.push({
          name: `single publishes a second on Fabric, ${atOnce} / 1 in flight`,
          measured: rateOf(run) / rateOf(one),
          bound,
          good: 'at least',
          detail: `${told(run)} / ${told(one)}`,
        });
      }
      return figures;
    },
    'fabric',
  );

function rateOf({ times, seconds }: Run): number {
  return times.length / seconds;
}

function told(run: Run): string {
  const { times } = run;
  return `${rateOf(run).toFixed(0)}/s, p50 ${ms(percentile(times, 0.5))}, p95 ${ms(percentile(times, 0.95))}`;
}
