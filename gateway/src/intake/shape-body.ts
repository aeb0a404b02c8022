// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonObject } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { ShapeParties, StandardShape } from '../standards/shape.js';
import type { CallParameters } from './call.js';
import { rowsOf, type RowSource } from './input-row.js';
import { invalidRequest } from '../invalid-request.js';
import { readJson } from './json-body.js';
import type { Spooled } from './spool.js';

/**
 * Opens a spooled document of a standard as records. The shapes name nobody, so the call says in `to` whose relation
 * it is: the customer of what goes out, the supplier of what comes in or is demanded.
 *
 * @param publisher - MSP ID of this enterprise
 * @throws GatewayError BODY_TOO_LARGE, INVALID_REQUEST
 */
export async function openShape(
  spooled: Spooled,
  shape: StandardShape,
  { kind, to = [] }: CallParameters,
  publisher: string,
): Promise<RowSource> {
  const document = await readJson(spooled);
  if (!isJsonObject(document)) throw invalidRequest([notAnObject]);
  const faults = shape.faults(document);
  if (faults.length > 0) throw invalidRequest(faults);
  if (kind !== undefined && kind !== shape.kind) {
    const message = `a document of this standard is ${shape.kind}`;
    throw invalidRequest([{ pointer: '/kind', code: 'NOT_ALLOWED', message }]);
  }
  const [counterparty, ...others] = to;
  if (counterparty === undefined || others.length > 0) {
    const message =
      'name in to exactly one enterprise: the other side of the relation that this document is about';
    throw invalidRequest([{ pointer: '/to', code: 'COUNTERPARTY_REQUIRED', message }]);
  }
  return shapeRows(shape, document, { publisher, counterparty });
}

function shapeRows(shape: StandardShape, document: JsonObject, parties: ShapeParties): RowSource {
  const rows = shape.rows(document, parties);
  if (rows.length === 0) {
    const [list = ''] = Object.keys(document).filter((name) => Array.isArray(document[name]));
    const message = 'there is nothing in this document';
    throw invalidRequest([{ pointer: `/${list}`, code: 'REQUIRED', message }]);
  }
  const partition = shape.partition?.(document);
  return {
    ...(partition === undefined ? {} : { snapshot: partition }),
    rows: rowsOf(rows, (row, i) => ({ row: i + 1, ...row })),
  };
}

const notAnObject: Fault = { pointer: '', code: 'WRONG_TYPE', message: 'the body must be an object' };
