// SPDX-License-Identifier: Apache-2.0
import { fillProjection } from '../fill-projection.js';
import type { Figure, Measurement } from '../figure.js';
import { BenchNetwork, type BenchGateway } from '../network/bench-network.js';
import { alternating, ms, percentile } from '../statistics.js';
import { StockRows } from '../stock-rows.js';

const FEW = 10_000;
const MANY = 1_000_000;
const PARTNER = 'Guyu';
const CALLS = 40;
/** Calls before measuring: queries are planned, code is compiled and pages are read by then. */
const WARM_UP = 10;
const BOUND = 3;

/** Lists of what a partner has said, by everything that a list may ask for. */
const LISTS: Readonly<Record<string, string>> = {
  'a kind': 'kind=inventory',
  'one place': 'kind=inventory&location=WH7',
  'one product': 'kind=inventory&product=XH-CELL-9000',
  'a subject': `subject=urn:chainshare:${PARTNER}:part:XH-CELL-9000`,
  'a publisher': `publisher=${PARTNER}&versions=all`,
  'a time': 'kind=inventory&from=2026-11-23T00:30:00Z&until=2026-11-23T00:31:00Z',
  'a time of publication': 'publishedFrom=2026-11-23T00:00:00Z&limit=10',
};

/** Searches by words that few records have, and that many have. */
const SEARCHES: Readonly<Record<string, string>> = {
  'a rare word': 'q=XH-CELL-9000',
  'a common word': 'q=WH7',
  'two words': 'kind=inventory&q=WH7%20XH',
};

/** Pages over HTTP of a gateway that holds many records, against one that holds few: both idle, taking turns. */
export const measure: Measurement = ({ seed }) =>
  BenchNetwork.with(['Xinghe', 'Qiming', PARTNER], async (network) => {
    const stored = { Xinghe: MANY, Qiming: FEW };
    // Their first start joins the network and makes the files.
    for (const id of Object.keys(stored)) await (await network.startGateway(id)).stop();
    for (const [id, count] of Object.entries(stored)) {
      const rows = new StockRows(seed, id);
      fillProjection(network.gatewayDir(id), { publisher: PARTNER, rows, count });
    }
    const many = await network.startGateway('Xinghe');
    const few = await network.startGateway('Qiming');
    return [
      await figure('list out of 10^6 / 10^4 records, p95', LISTS, many, few),
      await figure('search out of 10^6 / 10^4 records, p95', SEARCHES, many, few),
    ];
  });

/** The slowest of some queries, each against itself where there are few records. */
async function figure(
  name: string,
  queries: Readonly<Record<string, string>>,
  many: BenchGateway,
  few: BenchGateway,
): Promise<Figure> {
  const ratios: { readonly measured: number; readonly detail: string }[] = [];
  for (const [what, query] of Object.entries(queries)) {
    await alternating(WARM_UP, pageOf(many, query), pageOf(few, query));
    const [manyTimes, fewTimes] = await alternating(CALLS, pageOf(many, query), pageOf(few, query));
    const [time, floor] = [percentile(manyTimes, 0.95), percentile(fewTimes, 0.95)];
    ratios.push({ measured: time / floor, detail: `${what}: ${ms(time)} / ${ms(floor)}` });
  }
  const [slowest] = ratios.sort((a, b) => b.measured - a.measured);
  if (slowest === undefined) throw new RangeError('nothing was asked');
  return {
    name,
    ...slowest,
    bound: BOUND,
    good: 'at most',
    detail: `${slowest.detail}, ${CALLS} calls each`,
  };
}

function pageOf({ client }: BenchGateway, query: string): () => Promise<void> {
  return async () => {
    const { status, body } = await client.get(`/v1/records?${query}`);
    if (status !== 200 || (body['data'] as readonly unknown[]).length === 0) {
      throw new Error(`${query} was answered with ${status}: ${JSON.stringify(body).slice(0, 500)}`);
    }
  };
}
