// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonObject } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Catalogue } from '../kinds/catalogue.js';
import type { Kind } from '../kinds/kind.js';
import { itemStockFaults, itemStockRows } from '../standards/item-stock.js';
import type { CallParameters } from './call.js';
import { csvRows } from './csv-rows.js';
import type { RowSource } from './input-row.js';
import { invalidRequest } from './invalid-request.js';
import { readJson, readJsonBody } from './json-body.js';
import { bodyFormOf, type BodyForm } from './media-type.js';
import { ndjsonRows } from './ndjson-rows.js';
import type { Spooled } from './spool.js';
import { detectCharset } from './text-decoding.js';

/** A body that was understood: which kind, what the call says, and the rows. */
export interface Input {
  readonly kind: Kind;
  readonly call: CallParameters;
  readonly source: RowSource;
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
  catalogue: Catalogue,
): Promise<Input> {
  const form = bodyFormOf(contentType);
  switch (form) {
    case 'json':
      return openJson(spooled, query, catalogue);
    case 'item-stock':
      return openItemStock(spooled, query, catalogue);
    case 'ndjson':
    case 'csv': {
      const kind = kindOf(query.kind, catalogue);
      return { kind, call: query, source: await openFile(spooled, form, kind) };
    }
  }
}

async function openFile({ path }: Spooled, form: BodyForm, kind: Kind): Promise<RowSource> {
  return form === 'csv' ? csvRows(path, await detectCharset(path), kind) : ndjsonRows(path);
}

async function openJson(spooled: Spooled, query: CallParameters, catalogue: Catalogue): Promise<Input> {
  const { call, source } = await readJsonBody(spooled);
  const twice = Object.keys(query).filter((name) => name !== 'observedAt');
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

/** The shape names nobody, so the call says in `to` whose stock relation it is. */
async function openItemStock(spooled: Spooled, query: CallParameters, catalogue: Catalogue): Promise<Input> {
  const document = await readJson(spooled);
  if (!isJsonObject(document)) throw invalidRequest([notAnObject]);
  const faults = itemStockFaults(document);
  if (faults.length > 0) throw invalidRequest(faults);
  const [counterparty, ...others] = query.to ?? [];
  if (counterparty === undefined || others.length > 0) {
    const message =
      'name exactly one enterprise in to: the supplier of inbound stock, the customer of outbound stock';
    throw invalidRequest([{ pointer: '/to', code: 'COUNTERPARTY_REQUIRED', message }]);
  }
  return {
    kind: kindOf('inventory', catalogue),
    call: query,
    source: itemStockSource(document, counterparty),
  };
}

function itemStockSource(document: JsonObject, counterparty: string): RowSource {
  const rows = itemStockRows(document, counterparty);
  if (rows.length === 0) {
    throw invalidRequest([
      { pointer: '/positions', code: 'REQUIRED', message: 'there is no stock in this document' },
    ]);
  }
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- rows of files come asynchronously
    async *rows() {
      for (const [i, row] of rows.entries()) yield { row: i + 1, ...row };
    },
  };
}

const notAnObject: Fault = { pointer: '', code: 'WRONG_TYPE', message: 'the body must be an object' };

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
