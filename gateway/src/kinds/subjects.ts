// SPDX-License-Identifier: Apache-2.0
import type {
  JsonObject,
  JsonValue,
  KindSchema,
  PropertySchema,
  SubjectType,
} from '@chainshare/chaincode/model';
import { globalName } from './global-name.js';

/** Word for each type of thing in the URN of an own code. */
const URN_WORDS: Readonly<Record<SubjectType, string>> = {
  product: 'part',
  lot: 'lot',
  item: 'lot',
  location: 'site',
  party: 'party',
  any: 'part',
};

/**
 * The one name by which a thing is found, whoever speaks of it: the {@link globalName} of its code; an own code
 * under the enterprise that assigned it, since two enterprises may both call something `TAG-01`.
 *
 * @param assigner - MSP ID of the enterprise whose code it is
 */
export function canonicalSubject(type: SubjectType, code: string, assigner: string): string {
  if (type === 'party') return code;
  return globalName(code) ?? `${namespaceOf(assigner)}${URN_WORDS[type]}:${encodeURIComponent(code)}`;
}

/** What the names of all own codes of an enterprise begin with. */
export function namespaceOf(assigner: string): string {
  return `urn:chainshare:${assigner}:`;
}

/** What a field names, where it names a thing: such a value is found by any name of that thing. */
export function thingOf(property: PropertySchema): SubjectType | undefined {
  return property['x-subject'] ?? property['x-code'];
}

/** A field that holds what a record is about. */
export interface SubjectField {
  readonly field: string;
  readonly type: SubjectType;
}

/** The fields that are marked as subjects. */
export function subjectFieldsOf(schema: KindSchema): readonly SubjectField[] {
  return Object.entries(schema.properties).flatMap(([field, { 'x-subject': type }]) =>
    type === undefined ? [] : [{ field, type }],
  );
}

/** Every thing that a record is about, each once. */
export function subjectsOf(
  fields: readonly SubjectField[],
  identity: JsonObject,
  publisher: string,
): readonly string[] {
  const found = new Set<string>();
  for (const { field, type } of fields) {
    for (const code of textsIn(identity[field])) found.add(canonicalSubject(type, code, publisher));
  }
  return [...found];
}

/** A subject is a text, or a list of texts; other forms are not subjects. */
function textsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).filter((item) => typeof item === 'string');
}
