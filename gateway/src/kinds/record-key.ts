// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  parseInstant,
  sha256,
  type JsonObject,
  type JsonValue,
} from '@chainshare/chaincode/model';
import { definitionName, type KindSchema } from './kind-schema.js';

/** Kinds whose key names the thing network-wide, so the publisher is not part of it. */
const NETWORK_WIDE = new Set(['certificate', 'agreement']);

/**
 * The key by which a newer record takes the place of an older one: lower-case hex SHA-256 of the canonical
 * list of publisher, kind and the values of the kind's key fields. A field that is absent counts as null and a
 * timestamp as its instant, so that two spellings of one thing share one key.
 */
export function recordKey(schema: KindSchema, kind: string, publisher: string, identity: JsonObject): string {
  const values = schema['x-key'].map((field) => keyValue(schema, field, identity[field]));
  const head = NETWORK_WIDE.has(kind) ? [kind] : [publisher, kind];
  return sha256(Buffer.from(canonical([...head, ...values]), 'utf8')).toString('hex');
}

function keyValue(schema: KindSchema, field: string, value: JsonValue | undefined): JsonValue {
  if (value === undefined) return null;
  const property = schema.properties[field];
  const isTimestamp = property !== undefined && definitionName(property) === 'timestamp';
  return isTimestamp && typeof value === 'string' ? parseInstant(value).toString() : value;
}
