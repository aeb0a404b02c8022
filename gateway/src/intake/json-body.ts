// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import {
  isJsonObject,
  parseJson,
  sections,
  type JsonArray,
  type JsonObject,
  type JsonValue,
  type Section,
} from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import { newValidator } from '../kinds/validator.js';
import { JSON_BYTES_MAX, TO_MAX } from '../limits.js';
import { ONWARD_SCHEMA, readOnward } from '../policy/onward.js';
import type { CallParameters } from './call.js';
import { rowsOf, type RowSource } from './input-row.js';
import { invalidRequest } from '../invalid-request.js';
import type { Spooled } from './spool.js';

const bodyFaults = newValidator({
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'records'],
  properties: {
    kind: { type: 'string' },
    records: { type: 'array', minItems: 1 },
    to: { type: 'array', maxItems: TO_MAX, items: { type: 'string', minLength: 1 } },
    sections: { type: 'array', minItems: 1, items: { type: 'string', enum: [...sections] } },
    onward: ONWARD_SCHEMA,
    note: { type: 'string', minLength: 1 },
  },
});

/** A JSON body taken apart. */
export interface JsonBody {
  readonly call: CallParameters;
  readonly source: RowSource;
}

/**
 * Reads a spooled JSON body `{kind, records, to?, sections?, onward?, note?}`.
 *
 * @throws {@link GatewayError} BODY_TOO_LARGE, INVALID_REQUEST
 */
export async function readJsonBody(spooled: Spooled): Promise<JsonBody> {
  const body = await readJson(spooled);
  if (!isJsonObject(body)) throw invalidRequest([wrongType('', 'the body must be an object')]);
  const faults = bodyFaults(body);
  if (faults.length > 0) throw invalidRequest(faults);
  const records = body['records'] as JsonArray;
  return { call: callOf(body), source: recordRows(records, '/records') };
}

/**
 * Reads a spooled body as one JSON value.
 *
 * @throws {@link GatewayError} BODY_TOO_LARGE, INVALID_REQUEST when it is not JSON in UTF-8
 */
export async function readJson({ path, bytes }: Spooled): Promise<JsonValue> {
  if (bytes > JSON_BYTES_MAX) throw new GatewayError('BODY_TOO_LARGE', { facts: { limit: JSON_BYTES_MAX } });
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)));
  } catch {
    throw invalidRequest([{ pointer: '', code: 'NOT_JSON', message: 'the body must be JSON in UTF-8' }]);
  }
}

/** Records that are in memory, each at its place in the body. */
function recordRows(records: JsonArray, pointer: string): RowSource {
  return {
    rows: rowsOf(records, (values, i) => ({ row: i + 1, values, faults: [], pointer: `${pointer}/${i}` })),
  };
}

function callOf(body: JsonObject): CallParameters {
  const { kind, to, sections: wanted, onward, note } = body;
  return {
    kind: kind as string,
    ...(to === undefined ? {} : { to: to as readonly string[] }),
    ...(wanted === undefined ? {} : { sections: wanted as readonly Section[] }),
    ...(isJsonObject(onward) ? { onward: readOnward(onward) } : {}),
    ...(note === undefined ? {} : { note: note as string }),
  };
}

function wrongType(pointer: string, message: string) {
  return { pointer, code: 'WRONG_TYPE', message };
}
