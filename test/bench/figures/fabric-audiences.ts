// SPDX-License-Identifier: Apache-2.0
import type { Figure, Measurement } from '../figure.js';
import { BenchNetwork, type BenchGateway } from '../network/bench-network.js';
import { READERS } from '../readers.js';
import { timed } from '../statistics.js';
import { StockRows, type StockRow } from '../stock-rows.js';

const RECORDS = 10_000;
/** As many calls, one after the other, each with every audience. */
const CALLS = 5;

/** Least share of the rate of one audience; an audience more is a publication more, with a root and keys of its own. */
const AUDIENCES = [
  { audiences: 6, bound: 0.5 },
  { audiences: 40, bound: 0.25 },
  { audiences: 400, bound: 0.02 },
];

/** Publishing 10,000 rows on real Fabric to 6, 40 and 400 different audiences over 8 readers, against one audience. */
export const measure: Measurement = ({ seed }) =>
  BenchNetwork.with(
    ['Xinghe', ...READERS],
    async (network) => {
      const readers: BenchGateway[] = [];
      for (const id of READERS) readers.push(await network.startGateway(id));
      const xinghe = await network.startGateway('Xinghe');
      // Their keys are known by now; what they do with what they receive is not the publisher's work.
      for (const reader of readers) await reader.stop();
      const rows = new StockRows(seed);
      const rateOf = async (audiences: number): Promise<number> => {
        await setPolicies(xinghe, audiences);
        const times: number[] = [];
        for (let call = 0; call < CALLS; call++) {
          const records = rows.take(RECORDS / CALLS).map((row, i) => at(row, i % audiences));
          times.push(await timed(() => xinghe.client.publish('inventory', records, [])));
        }
        return RECORDS / (times.reduce((sum, time) => sum + time, 0) / 1_000);
      };
      await rateOf(1);
      const one = await rateOf(1);
      const figures: Figure[] = [];
      for (const { audiences, bound } of AUDIENCES) {
        const rate = await rateOf(audiences);
        figures.push({
          name: `rows/s on Fabric, ${audiences} different audiences / 1`,
          measured: rate / one,
          bound,
          good: 'at least',
          detail: `${rate.toFixed(0)} / ${one.toFixed(0)} rows/s, ${RECORDS} rows over ${READERS.length} readers`,
        });
      }
      return figures;
    },
    'fabric',
  );

/** A row at the place whose policy gives it its audience. */
function at(row: StockRow, audience: number): StockRow {
  return { ...row, location: `A${audience}` };
}

/** One policy for each audience: another set of readers, and beyond all sets of them fewer sections. */
async function setPolicies({ client }: BenchGateway, audiences: number): Promise<void> {
  const { body } = await client.get('/v1/policies');
  const sets = 2 ** READERS.length - 1;
  for (let audience = (body['data'] as readonly unknown[]).length; audience < audiences; audience++) {
    await client.post('/v1/policies', {
      name: `audience ${audience}`,
      kinds: ['inventory'],
      where: { location: [`A${audience}`] },
      to: { enterprises: READERS.filter((_, i) => ((1 + (audience % sets)) >> i) & 1) },
      sections: audience < sets ? ['identity', 'quantity'] : ['identity'],
      purpose: 'supply-planning',
    });
  }
}
