// SPDX-License-Identifier: Apache-2.0
import type { Client, PublishOptions, PublishResult, Received } from '@chainshare/client';
import type { WireAnswer } from '../../support/openapi-conformance.js';

/** Stock of cells that Xinghe, the supplier, keeps ready for its customer Qiming. */
export const stock = {
  product: 'XH-CELL-280',
  location: 'WH1',
  customer: 'Qiming',
  direction: 'outbound',
  quantity: '1200',
  unit: 'H87',
  owner: 'XH',
} as const;

/** Publishes one row of stock and returns its record's id. */
export async function publishStock(
  client: Client,
  asOf: string,
  changes: object = {},
  options: PublishOptions = {},
): Promise<string> {
  const result = await client.publish('inventory', [{ ...stock, asOf, ...changes }], options);
  const id = result.publications[0]?.records[0]?.id;
  if (id === undefined) throw new Error('the record has no id');
  return id;
}

/** Asks again until there is an answer, for at most half a minute unless it takes longer by its nature. */
export async function until<T>(look: () => Promise<T | undefined>, seconds = 30): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`it did not happen within ${seconds} seconds`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** All that an enterprise sees of its own and others' stock. */
export async function stockOf(
  client: Client,
  versions: 'current' | 'all' = 'current',
): Promise<readonly Received<'inventory'>[]> {
  const records: Received<'inventory'>[] = [];
  for await (const record of client.query('inventory', { versions })) records.push(record);
  return records;
}

/** Waits until an enterprise can read a record. */
export async function received(client: Client, id: string): Promise<Received<'inventory'>> {
  return until(async () => (await stockOf(client, 'all')).find((record) => record.id === id));
}

/** Ids of the records that an answer over plain HTTP says were published, in the order of its publications. */
export function recordsIn({ status, text, json }: WireAnswer): readonly string[] {
  if (status !== 201) throw new Error(`publishing was answered with ${status}: ${text}`);
  const { publications } = json as unknown as PublishResult;
  return publications.flatMap(({ records }) => records.map(({ id }) => id ?? ''));
}
