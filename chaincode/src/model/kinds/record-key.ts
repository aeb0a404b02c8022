// SPDX-License-Identifier: Apache-2.0
import { canonical } from '../canonical.js';
import { parseInstant } from '../instant.js';
import type { JsonObject, JsonValue } from '../json.js';
import { oncePer } from '../once-per.js';
import { sha256Hex } from '../sha256.js';
import { kindId } from './kinds.js';
import { definitionName, type KindSchema, type PropertySchema } from './kind-schema.js';
import { mapTexts } from './schema-walk.js';

/** How names are brought into the one form that keys use. */
export interface KeyNames {
  /** the MSP ID of the enterprise that a record names by any of its numbers */
  party(text: string): string;
  /** the canonical form of a code */
  code(text: string): string;
}

/** Names as they stand: right where parties are MSP IDs and codes canonical already. */
const asTheyStand: KeyNames = { party: (text) => text, code: (text) => text };

/**
 * The key of a record: a newer record of the same key takes its place as the current one.
 *
 * It is the SHA-256, in lower-case hex, of the canonical JSON of publisher, kind and the values of the kind's
 * key properties, after defaults. Parties count as MSP ID, codes in canonical form, timestamps as the
 * nanoseconds of their instant; what is absent is null, and so is the publisher where several speak under one
 * key: of an agreement all its parties, of a certificate whoever the scheme lets issue under that number.
 *
 * @param record - the values of at least the identity section
 * @throws LedgerError NOT_INSTANT when a timestamp of the key is none
 */
export function recordKey(
  kind: KindSchema,
  publisher: string,
  record: JsonObject,
  names: KeyNames = asTheyStand,
): string {
  const { name } = kindId(kind);
  const values = keyFields(kind).map((field) => keyValue(kind, field, record[field.name], names));
  return sha256Hex(canonical([keyPublisher(name, publisher, record), name, ...values]));
}

/** A record with the defaults of its kind where it says nothing. */
export function withDefaults(kind: KindSchema, record: JsonObject): JsonObject {
  const { names, values } = defaultsOf(kind);
  for (const name of names) if (record[name] === undefined) return { ...values, ...record };
  return record;
}

/** Members with a default: few have one. */
const defaultsOf = oncePer((kind: KindSchema): { names: readonly string[]; values: JsonObject } => {
  const given = Object.entries(kind.properties).map(([name, { default: value }]) => [name, value] as const);
  const values = Object.fromEntries(given.filter(([, value]) => value !== undefined)) as JsonObject;
  return { names: Object.keys(values), values };
});

/** A member of the key. */
interface KeyField {
  readonly name: string;
  readonly property: PropertySchema;
  /** The shared definition that it follows, where it follows one. */
  readonly definition: string | undefined;
}

const keyFields = oncePer((kind: KindSchema): readonly KeyField[] =>
  kind['x-key'].map((name) => {
    const property = kind.properties[name] as PropertySchema;
    return { name, property, definition: definitionName(property) };
  }),
);

/** A declaration for oneself is numbered by who declares, so there the publisher is part of the key. */
function keyPublisher(kind: string, publisher: string, { assessorLevel }: JsonObject): string | null {
  const isShared = kind === 'agreement' || (kind === 'certificate' && assessorLevel !== 'self');
  return isShared ? null : publisher;
}

function keyValue(
  kind: KindSchema,
  field: KeyField,
  given: JsonValue | undefined,
  names: KeyNames,
): JsonValue {
  const value = given ?? field.property.default;
  if (typeof value === 'string') return keyText(value, field.definition, names);
  if (typeof value === 'object' && value !== null) return keyTexts(kind, field.property, value, names);
  return value ?? null;
}

function keyTexts(kind: KindSchema, property: PropertySchema, value: JsonValue, names: KeyNames): JsonValue {
  return mapTexts(kind, property, value, ({ text, definition }) => keyText(text, definition, names));
}

function keyText(text: string, definition: string | undefined, names: KeyNames): string {
  switch (definition) {
    case 'party':
      return names.party(text);
    case 'code':
      return names.code(text);
    case 'timestamp':
      return parseInstant(text).toString();
    default:
      return text;
  }
}
