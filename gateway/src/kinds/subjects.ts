// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue, KindSchema, SubjectType } from '@chainshare/chaincode/model';

/** Word for each type of thing in the URN of an own code. */
const URN_WORDS: Readonly<Record<SubjectType, string>> = {
  product: 'part',
  lot: 'lot',
  item: 'lot',
  location: 'site',
  party: 'party',
  any: 'part',
};

/** A code that is a URI already (RFC 3986 scheme, then anything without blanks) needs no name of ours. */
const uriForm = /^[A-Za-z][A-Za-z0-9+.-]+:\S+$/;

/**
 * The one name by which a thing is found, whoever speaks of it: a URI as it stands; an own code under the
 * enterprise that assigned it, since two enterprises may both call something `TAG-01`.
 *
 * @param assigner - MSP ID of the enterprise whose code it is
 */
export function canonicalSubject(type: SubjectType, code: string, assigner: string): string {
  if (type === 'party' || uriForm.test(code)) return code;
  return `urn:chainshare:${assigner}:${URN_WORDS[type]}:${encodeURIComponent(code)}`;
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
