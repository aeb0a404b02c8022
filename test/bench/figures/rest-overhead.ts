// SPDX-License-Identifier: Apache-2.0
import { DirectPublisher } from '../direct-publisher.js';
import type { Measurement } from '../figure.js';
import { BenchNetwork } from '../network/bench-network.js';
import { percentile, ms, timed } from '../statistics.js';
import { StockRows } from '../stock-rows.js';

const CALLS = 50;
const BOUND = 1.15;
/** Publishes without a gateway: same kind of peer, but nobody's projection has work with it. */
const DIRECT = 'Yuanlan';

/** Publishing one record over REST, against submitting as many bytes with the Fabric client, taking turns. */
export const measure: Measurement = ({ seed }) =>
  BenchNetwork.with(['Xinghe', 'Qiming', DIRECT], async (network) => {
    await network.startGateway('Qiming');
    const { client } = await network.startGateway('Xinghe');
    const rows = new StockRows(seed, 'Qiming');
    const direct = new DirectPublisher(network, DIRECT);
    try {
      const rest: number[] = [];
      const bare: number[] = [];
      await client.publish('inventory', rows.take(1), []);
      await direct.prepare(rows)();
      for (let call = 0; call < CALLS; call++) {
        const records = rows.take(1);
        rest.push(await timed(() => client.publish('inventory', records, [])));
        bare.push(await timed(direct.prepare(rows)));
      }
      const [time, floor] = [percentile(rest, 0.5), percentile(bare, 0.5)];
      return [
        {
          name: 'REST publish / fabric-gateway submit, p50',
          measured: time / floor,
          bound: BOUND,
          good: 'at most',
          detail: `${ms(time)} / ${ms(floor)}, ${CALLS} calls each`,
        },
      ];
    } finally {
      direct.close();
    }
  });
