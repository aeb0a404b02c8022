// SPDX-License-Identifier: Apache-2.0
import type { Catalogue } from '../kinds/catalogue.js';
import type { Kind } from '../kinds/kind.js';
import type { CallParameters } from './call.js';
import { csvRows } from './csv-rows.js';
import type { RowSource } from './input-row.js';
import { invalidRequest } from './invalid-request.js';
import { readJsonBody } from './json-body.js';
import { bodyFormOf, type FileForm } from './media-type.js';
import { ndjsonRows } from './ndjson-rows.js';
import { openShape } from './shape-body.js';
import type { Spooled } from './spool.js';
import { detectCharset } from './text-decoding.js';

/** A body that was understood: which kind, what the call says, and the rows. */
export interface Input {
  readonly kind: Kind;
  readonly call: CallParameters;
  readonly source: RowSource;
}

/** Whose call a body is, and which kinds there are. */
export interface InputContext {
  readonly catalogue: Catalogue;
  /** MSP ID of this enterprise. */
  readonly publisher: string;
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
  { catalogue, publisher }: InputContext,
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
    case 'csv': {
      const kind = kindOf(query.kind, catalogue);
      return { kind, call: query, source: await openFile(spooled, form, kind) };
    }
  }
}

async function openFile({ path }: Spooled, form: FileForm, kind: Kind): Promise<RowSource> {
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
