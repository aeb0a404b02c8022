// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';

/** A reference to a shared schema of the OpenAPI document. */
export function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

/**
 * A closed object: every member that is not marked optional is there, and no other one is.
 *
 * @param members - schema by name; a name that ends in `?` may be absent
 */
export function closed(members: Readonly<Record<string, JsonObject>>): JsonObject {
  const named = Object.entries(members);
  return {
    type: 'object',
    additionalProperties: false,
    required: named.filter(([name]) => !name.endsWith('?')).map(([name]) => name),
    properties: Object.fromEntries(named.map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
  };
}

/** A list of one shape. */
export function listOf(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

/** A text, with what it means. */
export function text(description: string): JsonObject {
  return { type: 'string', description };
}

/** A time in RFC 3339, with what it means. */
export function time(description: string): JsonObject {
  return { type: 'string', format: 'date-time', description };
}

/** A count or a number in an order, from 0. */
export function natural(description: string): JsonObject {
  return { type: 'integer', minimum: 0, description };
}

/** One of a closed list of words. */
export function word(...words: readonly string[]): JsonObject {
  return { type: 'string', enum: [...words] };
}

/** A shape that may also be null. */
export function orNull(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: 'null' }] };
}

/** An object whose members depend on something else, such as the kind of a record. */
export function open(description: string): JsonObject {
  return { type: 'object', description };
}

/** Bytes, with what they are. */
export function binary(description: string): JsonObject {
  return { type: 'string', format: 'binary', description };
}
