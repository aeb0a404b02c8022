// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchGateway } from './network/bench-network.js';

const POLL_MS = 5;
const GIVE_UP_MS = 30_000;

/** Asks a partner's gateway until it answers with a record. */
export async function untilReadable({ client }: BenchGateway, id: string): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  while ((await client.get(`/v1/records/${id}`)).status !== 200) {
    if (performance.now() > deadline) throw new Error(`the partner does not receive ${id}`);
    await sleep(POLL_MS);
  }
}
