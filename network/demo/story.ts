// SPDX-License-Identifier: Apache-2.0
import { connect, type Client, type JsonObject, type NetworkFile, type Policy } from '@chainshare/client';
import { addDays, nextMonday, startOfDay, timeOf } from './days.js';
import { DEMO_ENTERPRISES } from './enterprises.js';
import { MASTER_DATA, MASTER_DATA_POLICY } from './master-data.js';

/** One call of the story: who says what, with the key that makes a repeated start harmless. */
interface Scene {
  readonly by: string;
  readonly key: string;
  readonly kind: string;
  readonly records: readonly JsonObject[];
}

/**
 * The standing rules: what things are called is for all; of the small supplier, exact stock for one customer, availability
 * only for another.
 */
const POLICIES: readonly { readonly by: string; readonly body: Policy }[] = [
  ...MASTER_DATA.map(({ by }) => ({ by, body: MASTER_DATA_POLICY })),
  {
    by: 'Xinqiao',
    body: {
      name: '星河看实数 / Xinghe sees exact stock',
      kinds: ['inventory'],
      where: { product: ['TAG-01', 'TAG-02'] },
      to: { enterprises: ['Xinghe'] },
      sections: ['identity', 'quantity'],
      purpose: 'supply-planning',
    },
  },
  {
    by: 'Xinqiao',
    body: {
      name: '启明只看有无 / Qiming sees availability only',
      kinds: ['inventory'],
      where: { product: ['TAG-01', 'TAG-02'] },
      to: { enterprises: ['Qiming'] },
      sections: ['identity'],
      purpose: 'supply-planning',
    },
  },
];

/** What the enterprises call their products and places, which they say first. */
function masterScenes(): readonly Scene[] {
  return MASTER_DATA.flatMap(({ by, product, location = [] }) => [
    { by, key: `demonstration-products-${by}`, kind: 'product', records: product },
    ...(location.length === 0
      ? []
      : [{ by, key: `demonstration-locations-${by}`, kind: 'location', records: location }]),
  ]);
}

/** What the enterprises say when the network starts, as of a moment. */
function scenes(now: Date): readonly Scene[] {
  const asOf = timeOf(now);
  return [...stockScenes(asOf), ...forecastScenes(now, asOf)];
}

function stockScenes(asOf: string): readonly Scene[] {
  const stock = (product: string, quantity: string, rest: JsonObject = {}): JsonObject => {
    return {
      product,
      location: 'WH1',
      direction: 'outbound',
      asOf,
      quantity,
      unit: 'H87',
      minimum: '500',
      ...rest,
    };
  };
  const tags = [
    stock('TAG-01', '1200'),
    stock('TAG-02', '300'),
    stock('TAG-03', '2000', { customer: 'Guyu', minimum: '1000' }),
  ];
  const cells = stock('CELL-280', '50000', { customer: 'Qiming', lot: 'CL-0215', minimum: '10000' });
  const rice = stock('RICE-HC07', '10000', { customer: 'Guyu', lot: 'RC-01', unit: 'KGM', minimum: '1000' });
  return [
    { by: 'Xinqiao', key: 'demonstration-stock-1', kind: 'inventory', records: tags },
    { by: 'Xinghe', key: 'demonstration-stock-2', kind: 'inventory', records: [cells] },
    { by: 'Hechuan', key: 'demonstration-stock-3', kind: 'inventory', records: [rice] },
  ];
}

/** Qiming's demand on Xinghe for four weeks, and what Xinghe commits to: less, from the third week on. */
function forecastScenes(today: Date, issuedAt: string): readonly Scene[] {
  const monday = nextMonday(today);
  const week = (number: number): string => startOfDay(addDays(monday, 7 * number));
  const forecast = (quantities: readonly string[], rest: JsonObject): JsonObject => ({
    product: 'CELL-280',
    issue: '1',
    issuedAt,
    horizon: { start: week(0), end: week(quantities.length) },
    bucketSize: 'P1W',
    unit: 'H87',
    buckets: quantities.map((quantity, number) => ({ start: week(number), quantity })),
    ...rest,
  });
  const demand = forecast(['12000', '12000', '14000', '14000'], { series: 'demand', supplier: 'Xinghe' });
  const commitment = forecast(['12000', '12000', '12500', '12500'], {
    series: 'commitment',
    customer: 'Qiming',
  });
  return [
    { by: 'Qiming', key: 'demonstration-forecast-1', kind: 'forecast', records: [demand] },
    { by: 'Xinghe', key: 'demonstration-forecast-2', kind: 'forecast', records: [commitment] },
  ];
}

/**
 * Publishes the demonstration data through the client, as the enterprises' own systems would.
 * Policies that are there already are left alone, and every call repeats with its key.
 */
export async function tellStory(network: NetworkFile, now: Date): Promise<void> {
  const clients = new Map<string, Client>();
  for (const { id } of DEMO_ENTERPRISES) clients.set(id, await connect({ network, as: id, role: 'admin' }));
  const clientOf = (id: string): Client => {
    const client = clients.get(id);
    if (client === undefined) throw new TypeError(`${id} is not in the demonstration`);
    return client;
  };
  await Promise.all(
    DEMO_ENTERPRISES.map(({ id, names, chain, stage }) =>
      clientOf(id).directory.putProfile({ names: { ...names }, chains: [{ chain, stage: stage.zh }] }),
    ),
  );
  for (const { by, body } of POLICIES) {
    const existing = await clientOf(by).policies.list();
    if (!existing.some((policy) => policy.name === body.name)) await clientOf(by).policies.create(body);
  }
  for (const part of [masterScenes(), scenes(now)]) {
    await Promise.all(
      part.map(({ by, key, kind, records }) => clientOf(by).publish(kind, records, { idempotencyKey: key })),
    );
  }
}
