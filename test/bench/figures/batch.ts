// SPDX-License-Identifier: Apache-2.0
import type { Measurement } from '../figure.js';
import { BenchNetwork } from '../network/bench-network.js';
import { median, ms, timed } from '../statistics.js';
import { StockRows } from '../stock-rows.js';

const RECORDS = 1_000;
/** Calls of each size; the next begins when the one before is answered. */
const WHOLE_CALLS = 5;
const SINGLE_CALLS = 25;
const BOUND = 100;

/** Publishing 1,000 records in one call, against one record a call: time for each record. */
export const measure: Measurement = ({ seed }) =>
  BenchNetwork.with(['Xinghe', 'Qiming'], async (network) => {
    await network.startGateway('Qiming');
    const { client } = await network.startGateway('Xinghe');
    const rows = new StockRows(seed, 'Qiming');
    const publish = async (count: number): Promise<number> => {
      const records = rows.take(count);
      return timed(() => client.publish('inventory', records, []));
    };
    await publish(RECORDS);
    await publish(1);
    const single: number[] = [];
    const whole: number[] = [];
    for (let call = 0; call < SINGLE_CALLS; call++) single.push(await publish(1));
    for (let call = 0; call < WHOLE_CALLS; call++) whole.push(await publish(RECORDS));
    const [one, all] = [median(single), median(whole)];
    return [
      {
        name: 'one record a call / 1,000 in one call, per record',
        measured: one / (all / RECORDS),
        bound: BOUND,
        good: 'at least',
        detail: `${ms(one)} / (${ms(all)} / 1,000), medians of ${SINGLE_CALLS} and ${WHOLE_CALLS}`,
      },
    ];
  });
