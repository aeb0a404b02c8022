// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { XLSX_TYPE } from '@chainshare/gateway/internal/intake/media-type.js';
import { textRow, workbook } from '../support/workbook.js';
import type { BenchGateway } from './network/bench-network.js';
import { csvOf, tableOf, type StockRow } from './stock-rows.js';

/** A file as it is sent. */
export interface SentFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Seldom: the answer about an import names all its records. */
const POLL_MS = 2_000;
const GIVE_UP_MS = 600_000;

/** Rows as a file of CSV. */
export function csvFile(rows: readonly StockRow[]): SentFile {
  return { type: 'text/csv', bytes: Buffer.from(csvOf(rows)) };
}

/** Rows as a workbook, every cell a text of its own. */
export function xlsxFile(rows: readonly StockRow[]): SentFile {
  const lines = tableOf(rows).map((cells, i) => textRow(i + 1, cells));
  return { type: XLSX_TYPE, bytes: workbook({ rows: lines.join('') }) };
}

/** Publishes a file of stock and waits until all of it is committed and readable. */
export async function importFile(gateway: BenchGateway, file: SentFile): Promise<void> {
  const response = await sendFile(gateway, file, '', { 'idempotency-key': randomUUID(), prefer: 'wait=0' });
  const answer = await response.text();
  if (response.status === 201) return;
  const location = response.headers.get('location');
  if (response.status !== 202 || location === null) {
    throw new Error(`the file was answered with ${response.status}: ${answer.slice(0, 1_000)}`);
  }
  const deadline = performance.now() + GIVE_UP_MS;
  for (;;) {
    const { body } = await gateway.client.get(location);
    if (body['state'] === 'done') return;
    if (body['state'] === 'failed' || performance.now() > deadline) {
      throw new Error(`the import does not end: ${JSON.stringify(body).slice(0, 1_000)}`);
    }
    await sleep(POLL_MS);
  }
}

/** Sends a file of stock to be published. */
export function sendFile(
  { url, token }: BenchGateway,
  { type, bytes }: SentFile,
  query: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  return fetch(`${url}/v1/records?kind=inventory${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers },
    body: bytes,
  });
}
