// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonArray, type JsonValue } from '@chainshare/chaincode/model';
import { TO_MAX } from '../limits.js';
import { placeOf, type InputRow, type RowSource } from './input-row.js';

/**
 * Makes of a notice that names several `recipients` one record for each, so that each answers for himself and nobody
 * learns who else was told.
 */
export function perRecipient(source: RowSource): RowSource {
  return {
    ...source,
    async *rows() {
      // One notice may be for very many, so each is a group of its own.
      for await (const rows of source.rows()) for (const row of rows) yield split(row);
    },
  };
}

function split(row: InputRow): readonly InputRow[] {
  if (!isJsonObject(row.values)) return [row];
  const { recipients, ...values } = row.values;
  if (!isList(recipients) || values['recipient'] !== undefined) return [row];
  if (recipients.length > TO_MAX) {
    const message = `a notice has at most ${TO_MAX} recipients`;
    return [{ ...row, faults: [...row.faults, { pointer: '/recipients', code: 'OUT_OF_RANGE', message }] }];
  }
  return recipients.map((recipient, i) => ({
    ...row,
    values: { ...values, recipient },
    pointerOf: (pointer) => placeOf(row, pointer === '/recipient' ? `/recipients/${i}` : pointer),
  }));
}

/** An empty list is left to the schema, which asks for a recipient. */
function isList(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value) && value.length > 0;
}
