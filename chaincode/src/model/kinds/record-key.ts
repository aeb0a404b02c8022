// SPDX-License-Identifier: Apache-2.0
import { canonical } from '../canonical.js';
import { parseInstant } from '../instant.js';
import type { JsonObject, JsonValue } from '../json.js';
import { oncePer } from '../once-per.js';
import { sha256Hex } from '../sha256.js';
import { kindId } from './kinds.js';
import { definitionName, type KindSchema, type PropertySchema } from './kind-schema.js';
import { mapTexts, type TextLeaf } from './schema-walk.js';

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
  const values = kind['x-key'].map((property) => keyValue(kind, property, record[property], names));
  const { name } = kindId(kind);
  return sha256Hex(canonical([keyPublisher(name, publisher, record), name, ...values]));
}

/** A record with the defaults of its kind where it says nothing. */
export function withDefaults(kind: KindSchema, record: JsonObject): JsonObject {
  const missing = defaultsOf(kind).filter(([name]) => record[name] === undefined);
  return missing.length === 0 ? record : { ...record, ...Object.fromEntries(missing) };
}

/** Members with a default: few have one. */
const defaultsOf = oncePer((kind: KindSchema): readonly (readonly [name: string, value: JsonValue])[] =>
  Object.entries(kind.properties).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, value] as const],
  ),
);

/** A declaration for oneself is numbered by who declares, so there the publisher is part of the key. */
function keyPublisher(kind: string, publisher: string, { assessorLevel }: JsonObject): string | null {
  const isShared = kind === 'agreement' || (kind === 'certificate' && assessorLevel !== 'self');
  return isShared ? null : publisher;
}

function keyValue(kind: KindSchema, name: string, given: JsonValue | undefined, names: KeyNames): JsonValue {
  const property = kind.properties[name] as PropertySchema;
  const value = given ?? property.default;
  if (value === undefined) return null;
  if (typeof value === 'string') return keyText({ text: value, definition: definitionName(property) }, names);
  return mapTexts(kind, property, value, (leaf) => keyText(leaf, names));
}

function keyText({ text, definition }: Omit<TextLeaf, 'pointer'>, names: KeyNames): string {
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
