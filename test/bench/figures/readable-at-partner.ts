// SPDX-License-Identifier: Apache-2.0
import type { Measurement } from '../figure.js';
import { BLOCK_MS, BenchNetwork } from '../network/bench-network.js';
import { ms, percentile, timed } from '../statistics.js';
import { StockRows } from '../stock-rows.js';
import { untilReadable } from '../until-readable.js';

const CALLS = 50;
/** In block intervals: one to be ordered, one to be pulled, one to spare. */
const BOUND = 3;

/** From the publish call until the partner's gateway answers with the record. */
export const measure: Measurement = ({ seed }) =>
  BenchNetwork.with(['Xinghe', 'Qiming'], async (network) => {
    const partner = await network.startGateway('Qiming');
    const { client } = await network.startGateway('Xinghe');
    const rows = new StockRows(seed, 'Qiming');
    const publishAndRead = async (): Promise<void> => {
      const { publications } = await client.publish('inventory', rows.take(1), []);
      await untilReadable(partner, publications[0]?.records[0]?.id ?? '');
    };
    await publishAndRead();
    const times: number[] = [];
    for (let call = 0; call < CALLS; call++) times.push(await timed(publishAndRead));
    const p95 = percentile(times, 0.95);
    return [
      {
        name: 'publish to readable at partner, p95 in block intervals',
        measured: p95 / BLOCK_MS,
        bound: BOUND,
        good: 'at most',
        detail: `p50 ${ms(percentile(times, 0.5))}, p95 ${ms(p95)}, ${CALLS} calls, blocks of ${BLOCK_MS} ms`,
      },
    ];
  });
