// SPDX-License-Identifier: Apache-2.0
import { ChainShareError, UnavailableError } from './errors.js';
import type { Query, Transport } from './http/transport.js';

/** Forms in which whole lists are written. */
export type ExportForm = 'csv' | 'xlsx' | 'ndjson';

const TYPES: Readonly<Record<ExportForm, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ndjson: 'application/x-ndjson',
};

/**
 * Every record of a list as a file, piece by piece. A connection that breaks ends it with an error: half a file is not
 * taken for a whole one, and what was read already cannot be taken back, so nothing is tried again.
 *
 * @throws RequestError, UnavailableError
 */
export async function* exportRecords(
  transport: Transport,
  form: ExportForm,
  query: Query,
): AsyncGenerator<Uint8Array> {
  const body = await transport.send(
    {
      method: 'GET',
      path: '/v1/records',
      query,
      headers: { accept: TYPES[form] },
      timeoutMs: null,
      repeat: 'always',
    },
    (answer) => Promise.resolve(answer.body),
  );
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value;
  } catch (cause) {
    if (cause instanceof ChainShareError) throw cause;
    const facts = { code: 'STREAM_BROKEN', status: undefined, retryable: true, cause };
    throw new UnavailableError('The export broke off', facts);
  } finally {
    // Whoever leaves the loop early must not leave the connection open.
    await reader.cancel().catch(() => undefined);
  }
}

/** An empty table of a kind; as a workbook with help in Chinese and English. */
export async function readTemplate(
  transport: Transport,
  kind: string,
  form: 'csv' | 'xlsx',
): Promise<Uint8Array> {
  const path = `/v1/kinds/${encodeURIComponent(kind)}/template.${form}`;
  return transport.send(
    { method: 'GET', path, repeat: 'always' },
    async (answer) => new Uint8Array(await answer.arrayBuffer()),
  );
}
