// SPDX-License-Identifier: Apache-2.0
import { readStream } from './http/byte-stream.js';
import type { Query, Transport } from './http/transport.js';
import { EXPORT_SILENCE_MS } from './limits.js';

/** Forms in which whole lists are written. */
export type ExportForm = 'csv' | 'xlsx' | 'ndjson';

const TYPES: Readonly<Record<ExportForm, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ndjson: 'application/x-ndjson',
};

/** How a list is read as a file. */
export interface ExportOptions {
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** An export of which nothing comes for longer is given up. */
  readonly silenceMs?: number;
}

/**
 * Every record of a list as a file, piece by piece. A connection that breaks ends it with an error: half a file is not
 * taken for a whole one, and what was read already cannot be taken back, so nothing is tried again.
 *
 * @throws RequestError, UnavailableError
 */
export function exportRecords(
  transport: Transport,
  form: ExportForm,
  query: Query,
  { signal, silenceMs = EXPORT_SILENCE_MS }: ExportOptions = {},
): AsyncGenerator<Uint8Array> {
  return readStream(transport, {
    method: 'GET',
    path: '/v1/records',
    query,
    headers: { accept: TYPES[form] },
    repeat: 'always',
    what: 'The export',
    silenceMs,
    signal,
  });
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
