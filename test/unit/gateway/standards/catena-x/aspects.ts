// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { JsonObject } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { express, type Expressed } from '@chainshare/gateway/internal/standards/express.js';
import type { StandardShape } from '@chainshare/gateway/internal/standards/shape.js';
import { outsidePath } from '../../../../support/outside-data.js';

/** A JSON document of the outside data of Catena-X. */
export const published = (name: string): JsonObject =>
  JSON.parse(readFileSync(outsidePath(`catena-x/${name}.json`), 'utf8')) as JsonObject;

/** Everything that the publisher of an aspect model finds wrong with a document: its schema is draft-04. */
export function schemaErrors(name: string, document: unknown): readonly string[] {
  const { $schema, ...schema } = published(`${name}-schema`);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validate(document);
  return $schema === undefined
    ? ['no schema']
    : (validate.errors ?? []).map((error) => ajv.errorsText([error]));
}

/** The parties of a document that Xinqiao publishes about its relation with Xinghe. */
export const PARTIES = { publisher: 'Xinqiao', counterparty: 'Xinghe' };

/** What a shape finds wrong with a document, as `pointer CODE`. */
export const faultsOf = (shape: StandardShape, document: JsonObject): readonly string[] =>
  shape.faults(document).map(({ pointer, code }) => `${pointer} ${code}`);

/**
 * What the kind finds wrong with the records of a document, at their places in the document, as `pointer CODE`.
 */
export function recordFaults(shape: StandardShape, document: JsonObject): readonly string[] {
  const kind = catalogue.kind(shape.kind);
  return shape.rows(document, PARTIES).flatMap(({ values, faults, pointerOf }) => {
    const bySchema = faults.length > 0 ? faults : kind.validate(values);
    const found = bySchema.length > 0 ? bySchema : kind.ruleFaults(values, PARTIES.publisher);
    return found.map(({ pointer, code }) => `${pointerOf(pointer)} ${code}`);
  });
}

/** The records of a document as their publisher has them. */
export function recordsOf(shape: StandardShape, document: JsonObject): readonly JsonObject[] {
  const { publisher } = PARTIES;
  return shape
    .rows(document, PARTIES)
    .map(({ values }) => catalogue.kind(shape.kind).complete(values, publisher));
}

/** Writes records that a reader holds whole. */
export function written(shape: StandardShape, records: readonly JsonObject[]): Expressed {
  return express(
    shape,
    records.map((values, i) => ({
      id: `r.${i}`,
      schema: 1,
      publisher: PARTIES.publisher,
      values,
      withheld: [],
    })),
  );
}

/** What could not be written, as pointers. */
export const gapsOf = (shape: StandardShape, records: readonly JsonObject[]): readonly string[] =>
  written(shape, records).faults.map(({ pointer }) => pointer);
