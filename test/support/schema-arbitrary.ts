// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';

/** What of JSON Schema (2020-12) the schemas here say. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly minProperties?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Where a schema stands, and what is known of it that it does not say. */
export interface SchemaSource {
  /** What a `$ref` refers to; any other schema as it is. */
  readonly resolve: (schema: JsonSchema) => JsonSchema;
  /**
   * Values that stand for a schema in place of what it says; asked before it is resolved.
   *
   * @param name - of the member that it describes, or of the list whose elements it describes
   */
  readonly special?: (schema: JsonSchema, name: string) => fc.Arbitrary<JsonValue> | undefined;
  /** Texts of which nothing but the length is said. */
  readonly text: fc.Arbitrary<string>;
}

/** Elements of a list and members of an open object: more finds no other fault. */
const ITEMS = 4;

/** A whole number of which nothing is said. */
const INTEGER = { minimum: -1_000, maximum: 1_000 };

/** Values that a schema accepts, where they stand under a name. */
export function schemaArbitrary(
  schema: JsonSchema,
  source: SchemaSource,
  name = '',
): fc.Arbitrary<JsonValue> {
  const special = source.special?.(schema, name);
  if (special !== undefined) return special;
  const resolved = source.resolve(schema);
  const { type, enum: words, anyOf, oneOf = anyOf } = resolved;
  if (resolved.const !== undefined) return fc.constant(resolved.const);
  if (words !== undefined) return fc.constantFrom(...words);
  // Beside a type, alternatives only say which members go together.
  if (type === undefined && oneOf !== undefined) {
    return fc.oneof(...oneOf.map((one) => schemaArbitrary(one, source, name)));
  }
  const types = [type ?? 'string'].flat();
  return fc.oneof(...types.map((one) => valueOf(one, resolved, source, name)));
}

function valueOf(
  type: string,
  schema: JsonSchema,
  source: SchemaSource,
  name: string,
): fc.Arbitrary<JsonValue> {
  switch (type) {
    case 'object':
      return objectOf(schema, source);
    case 'array':
      return listOf(schema, source, name);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'integer': {
      const { minimum, maximum } = { ...INTEGER, ...schema };
      return fc.integer({ min: minimum, max: Math.min(maximum, Number.MAX_SAFE_INTEGER) });
    }
    default:
      return textOf(schema, source);
  }
}

function textOf(
  { pattern, format, minLength = 0, maxLength = Infinity }: JsonSchema,
  { text }: SchemaSource,
): fc.Arbitrary<string> {
  if (format === 'date-time') return timestamp;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return text.map((value) => value.slice(0, maxLength)).filter((value) => value.length >= minLength);
}

/** A day that every month has, in the years that sheets and databases quarrel about. */
export const date = fc
  .tuple(
    fc.integer({ min: 1950, max: 2090 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, day]) => `${year}-${two(month)}-${two(day)}`);

/** A time in RFC 3339. */
export const timestamp = fc
  .tuple(
    date,
    fc.integer({ min: 0, max: 86_399 }),
    fc.constantFrom('', '.5', '.123456789'),
    fc.constantFrom('Z', '+08:00', '-03:30'),
  )
  .map(
    ([day, s, fraction, zone]) =>
      `${day}T${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}${fraction}${zone}`,
  );

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function listOf(
  { items = {}, minItems = 0, maxItems = ITEMS, uniqueItems }: JsonSchema,
  source: SchemaSource,
  name: string,
): fc.Arbitrary<JsonValue[]> {
  const lengths = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, ITEMS)) };
  const item = schemaArbitrary(items, source, name);
  return uniqueItems === true
    ? fc.uniqueArray(item, { ...lengths, selector: (value) => JSON.stringify(value) })
    : fc.array(item, lengths);
}

function objectOf(schema: JsonSchema, source: SchemaSource): fc.Arbitrary<JsonObject> {
  const { properties, required = [], minProperties = 0, additionalProperties } = schema;
  const members = Object.entries(properties ?? {}).map(
    ([name, member]) => [name, schemaArbitrary(member, source, name)] as const,
  );
  const named = fc.record(Object.fromEntries(members), { requiredKeys: [...required] });
  const isOpen = additionalProperties !== false && properties === undefined;
  const free = isOpen ? freeMembers(additionalProperties, source) : fc.constant({});
  return fc
    .tuple(free, named)
    .map(([others, known]) => ({ ...others, ...known }))
    .filter((value) => Object.keys(value).length >= minProperties);
}

function freeMembers(schema: JsonSchema | true | undefined, source: SchemaSource): fc.Arbitrary<JsonObject> {
  const value = typeof schema === 'object' ? schemaArbitrary(schema, source) : anyJson;
  return fc.dictionary(source.text, value, { maxKeys: ITEMS });
}

/** Any JSON value, not deep. */
export const anyJson = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>;
