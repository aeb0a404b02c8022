// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from '../figure.js';
import { BenchNetwork, type BenchGateway } from '../network/bench-network.js';
import { csvOf, StockRows } from '../stock-rows.js';

const SMALL = 10_000;
const LARGE = 100_000;
/** Seldom: the answer about an import names all its records. */
const POLL_MS = 2_000;
const GIVE_UP_MS = 240_000;
const MEGABYTE = 1_000_000;
const BOUND = 1.5;

/** Most memory of a gateway while it publishes a large file, against a small one: each in a new network. */
export const measure: Measurement = async ({ seed }) => {
  const small = await peakOf(SMALL, seed);
  const large = await peakOf(LARGE, seed);
  const size = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(0)} MB`;
  return [
    {
      name: 'peak memory, file of 100,000 / 10,000 rows',
      measured: large / small,
      bound: BOUND,
      good: 'at most',
      detail: `${size(large)} / ${size(small)}`,
    },
  ];
};

function peakOf(rows: number, seed: number): Promise<number> {
  return BenchNetwork.with(['Xinghe', 'Qiming'], async (network) => {
    await network.startGateway('Qiming');
    const gateway = await network.startGateway('Xinghe');
    await importFile(gateway, csvOf(new StockRows(seed, 'Qiming').take(rows)));
    return (await gateway.memory()).peakBytes;
  });
}

/** Publishes a file and waits until all of it is committed and readable. */
async function importFile({ url, token, client }: BenchGateway, file: string): Promise<void> {
  const response = await fetch(`${url}/v1/records?kind=inventory`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'text/csv',
      'idempotency-key': randomUUID(),
      prefer: 'wait=0',
    },
    body: file,
  });
  const answer = await response.text();
  if (response.status === 201) return;
  const location = response.headers.get('location');
  if (response.status !== 202 || location === null) {
    throw new Error(`the file was answered with ${response.status}: ${answer.slice(0, 1_000)}`);
  }
  const deadline = performance.now() + GIVE_UP_MS;
  for (;;) {
    const { body } = await client.get(location);
    if (body['state'] === 'done') return;
    if (body['state'] === 'failed' || performance.now() > deadline) {
      throw new Error(`the import does not end: ${JSON.stringify(body).slice(0, 1_000)}`);
    }
    await sleep(POLL_MS);
  }
}
