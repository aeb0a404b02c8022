// SPDX-License-Identifier: Apache-2.0
import type { Figure, Measurement } from '../figure.js';
import { BLOCK_MS, BenchNetwork, type BenchGateway } from '../network/bench-network.js';
import { READERS } from '../readers.js';
import { ms, percentile, timed } from '../statistics.js';
import { StockRows } from '../stock-rows.js';
import { untilReadable } from '../until-readable.js';

const CALLS = 50;
/** In block intervals. */
const BOUND = 5;

/** On real Fabric, from the publish call until the gateways of 1 and of 8 partners answer with the record. */
export const measure: Measurement = ({ seed }) =>
  BenchNetwork.with(
    ['Xinghe', ...READERS],
    async (network) => {
      const partners: BenchGateway[] = [];
      for (const id of READERS) partners.push(await network.startGateway(id));
      const { client } = await network.startGateway('Xinghe');
      const [first] = READERS;
      const rows = new StockRows(seed, first);
      const figures: Figure[] = [];
      for (const recipients of [1, READERS.length]) {
        const to = READERS.slice(0, recipients);
        const publishAndRead = async (): Promise<void> => {
          const { publications } = await client.publish('inventory', rows.take(1), to);
          const id = publications[0]?.records[0]?.id ?? '';
          await Promise.all(partners.slice(0, recipients).map((partner) => untilReadable(partner, id)));
        };
        await publishAndRead();
        const times: number[] = [];
        for (let call = 0; call < CALLS; call++) times.push(await timed(publishAndRead));
        const p95 = percentile(times, 0.95);
        figures.push({
          name: `publish to readable at ${recipients} on Fabric, p95 in block intervals`,
          measured: p95 / BLOCK_MS,
          bound: BOUND,
          good: 'at most',
          detail: `p50 ${ms(percentile(times, 0.5))}, p95 ${ms(p95)}, ${CALLS} calls, blocks of ${BLOCK_MS} ms`,
        });
      }
      return figures;
    },
    'fabric',
  );
