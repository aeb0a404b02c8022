// SPDX-License-Identifier: Apache-2.0
import type { Catalogue } from '../kinds/catalogue.js';
import type { Kind } from '../kinds/kind.js';
import type { CallParameters } from './call.js';
import { csvLines } from './csv-lines.js';
import type { RowSource } from './input-row.js';
import { invalidRequest } from '../invalid-request.js';
import { readJsonBody } from './json-body.js';
import { bodyFormOf, type SheetForm } from './media-type.js';
import { ndjsonRows } from './ndjson-rows.js';
import { openShape } from './shape-body.js';
import type { ReadLines } from './sheet-cell.js';
import type { SheetReading } from './sheet-reading.js';
import { sheetRows } from './sheet-rows.js';
import type { Spooled } from './spool.js';
import { detectCharset, type Charset } from './text-decoding.js';

/** A body that was understood: which kind, what the call says, and the rows. */
export interface Input {
  readonly kind: Kind;
  readonly call: CallParameters;
  readonly source: RowSource;
}

/** Whose call a body is, which kinds there are, and how the cells of a sheet are read. */
export interface InputContext {
  readonly catalogue: Catalogue;
  /** MSP ID of this enterprise. */
  readonly publisher: string;
  readonly reading: SheetReading;
}

/**
 * Opens a spooled body as records.
 *
 * @param query - what the call says in its query; a JSON body says the same itself, and not both may
 * @throws GatewayError UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, INVALID_REQUEST
 */
export async function openInput(
  spooled: Spooled,
  contentType: string,
  query: CallParameters,
  { catalogue, publisher, reading }: InputContext,
): Promise<Input> {
  const form = bodyFormOf(contentType);
  if (typeof form === 'object') {
    const kind = kindOf(form.kind, catalogue);
    return { kind, call: query, source: await openShape(spooled, form, query, publisher) };
  }
  switch (form) {
    case 'json':
      return openJson(spooled, query, catalogue);
    case 'ndjson':
      return { kind: kindOf(query.kind, catalogue), call: query, source: ndjsonRows(spooled.path) };
    case 'csv':
    case 'xlsx': {
      const kind = kindOf(query.kind, catalogue);
      return {
        kind,
        call: query,
        source: await sheetRows(await openSheet(spooled, form, reading.charset), kind, reading),
      };
    }
  }
}

/**
 * The lines of a spooled sheet.
 *
 * @param known - the charset of a CSV file, where it was found already
 */
export async function openSheet(
  { path }: Pick<Spooled, 'path'>,
  form: SheetForm,
  known?: Charset,
): Promise<ReadLines> {
  if (form === 'xlsx') {
    // With the first workbook, since a start should not wait for the libraries behind it.
    const { xlsxLines } = await import('./xlsx/xlsx-lines.js');
    return () => xlsxLines(path);
  }
  const charset = known ?? (await detectCharset(path));
  return () => csvLines(path, charset);
}

/** What is said beside a body of any form. */
const AROUND_THE_BODY: ReadonlySet<string> = new Set(['observedAt', 'snapshot']);

async function openJson(spooled: Spooled, query: CallParameters, catalogue: Catalogue): Promise<Input> {
  const { call, source } = await readJsonBody(spooled);
  const twice = Object.keys(query).filter((name) => !AROUND_THE_BODY.has(name));
  if (twice.length > 0) {
    throw invalidRequest(
      twice.map((name) => ({
        pointer: `/${name}`,
        code: 'NOT_ALLOWED',
        message: `${name} stands in a JSON body itself`,
      })),
    );
  }
  return { kind: kindOf(call.kind, catalogue), call: { ...query, ...call }, source };
}

/** Kinds of the gateways themselves are written by gateways; only a withdrawal is something people say. */
function kindOf(name: string | undefined, catalogue: Catalogue): Kind {
  if (name === undefined) {
    throw invalidRequest([{ pointer: '/kind', code: 'REQUIRED', message: 'name the kind in ?kind=' }]);
  }
  const kind = catalogue.kinds.find((known) => known.name === name);
  if (kind === undefined || (kind.system && name !== 'withdrawal')) {
    throw invalidRequest([{ pointer: '/kind', code: 'UNKNOWN_KIND', message: `there is no kind ${name}` }]);
  }
  return kind;
}
