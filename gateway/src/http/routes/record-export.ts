// SPDX-License-Identifier: Apache-2.0
import { csvBytes } from '../../export/csv-bytes.js';
import { exportTable } from '../../export/export-lines.js';
import { recordPages } from '../../export/record-pages.js';
import { workbookBytes } from '../../export/workbook-bytes.js';
import { invalidRequest } from '../../invalid-request.js';
import { XLSX_TYPE } from '../../intake/media-type.js';
import type { Catalogue } from '../../kinds/catalogue.js';
import { PAGE_MAX } from '../../limits.js';
import type { Page, RecordQuery, RecordView } from '../../services.js';
import type { PiecewiseAnswer } from '../answer.js';
import { basisHeaders } from '../basis-headers.js';
import { binary } from '../openapi/schema.js';
import type { DocumentedAnswer } from '../route.js';
import { pagingFaults } from './paging.js';

const NDJSON_TYPE = 'application/x-ndjson';
const CSV_TYPE = 'text/csv';

/** How a whole list is written. */
export type ExportForm = 'csv' | 'xlsx' | 'ndjson';

const FORMS: Readonly<Record<string, ExportForm>> = {
  [CSV_TYPE]: 'csv',
  [XLSX_TYPE]: 'xlsx',
  [NDJSON_TYPE]: 'ndjson',
};

const CONTENT_TYPES: Readonly<Record<ExportForm, string>> = {
  csv: `${CSV_TYPE}; charset=utf-8; header=present`,
  xlsx: XLSX_TYPE,
  ndjson: NDJSON_TYPE,
};

/** A list to be exported. */
export interface ExportRequest {
  readonly list: Pick<RecordQuery, 'kind'>;
  /** The query string as sent. */
  readonly search: string;
  readonly kinds: Catalogue;
  ask(page: Pick<RecordQuery, 'limit' | 'cursor'>): Promise<Page<RecordView>>;
}

/** The form that a media type asks for; `undefined` for a page in JSON. */
export function exportFormOf(accepted: string | undefined): ExportForm | undefined {
  return FORMS[accepted ?? ''];
}

/**
 * The answer that is a whole list, made while it is sent. What it is based on stands in its headers, since a table has
 * no place for it; what is withheld of a record stands beside that record.
 *
 * @throws GatewayError INVALID_REQUEST for a table without a kind, KIND_NOT_FOUND, and what the list throws
 */
export async function exportAnswer(form: ExportForm, request: ExportRequest): Promise<PiecewiseAnswer> {
  const faults = pagingFaults(request.search, 'an export is the whole list; pages are in application/json');
  if (faults.length > 0) throw invalidRequest(faults);
  const write = form === 'ndjson' ? ndjsonBytes : tableWriter(form, request);
  const first = await request.ask({ limit: PAGE_MAX });
  const pages = recordPages(first, (cursor) => request.ask({ limit: PAGE_MAX, cursor }));
  return {
    status: 200,
    headers: {
      'Content-Type': CONTENT_TYPES[form],
      'Content-Disposition': `attachment; filename="${request.list.kind ?? 'records'}.${form}"`,
      ...basisHeaders({ ...first, withheld: first.withheld.filter(({ scope }) => scope === 'publication') }),
    },
    pieces: write(pages),
  };
}

type Pages = AsyncIterable<readonly RecordView[]>;

function tableWriter(
  form: 'csv' | 'xlsx',
  { list, kinds }: ExportRequest,
): (pages: Pages) => AsyncIterable<string | Uint8Array> {
  if (list.kind === undefined) {
    const message = 'a table is of one kind; name it';
    throw invalidRequest([{ pointer: '/query/kind', code: 'REQUIRED', message }]);
  }
  const { name, ...table } = { name: list.kind, ...exportTable(kinds.kind(list.kind)) };
  async function* batches(pages: Pages): AsyncGenerator<readonly (readonly string[])[]> {
    for await (const records of pages) yield table.lines(records);
  }
  return (pages) =>
    form === 'csv'
      ? csvBytes(table.header, batches(pages))
      : workbookBytes(name, table.header, batches(pages));
}

async function* ndjsonBytes(pages: Pages): AsyncGenerator<string> {
  for await (const records of pages) {
    if (records.length > 0) yield records.map((record) => `${JSON.stringify(record)}\n`).join('');
  }
}

/** How the OpenAPI document states a list that can also be exported. */
export function documentedExport(page: DocumentedAnswer): DocumentedAnswer {
  return {
    ...page,
    headers: {
      ...page.headers,
      'Content-Disposition': 'Name of the file, of an export.',
    },
    content: {
      ...page.content,
      [CSV_TYPE]: {
        type: 'string',
        description: 'A table of one kind; columns that begin with $ are facts.',
      },
      [XLSX_TYPE]: binary('The same as a workbook.'),
      [NDJSON_TYPE]: { type: 'string', description: 'One record per line, as in a page.' },
    },
  };
}
