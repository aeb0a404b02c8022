// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  definitionName,
  type JsonObject,
  type JsonValue,
  type KindSchema,
} from '@chainshare/chaincode/model';

/** Field and value of one filter of a list. */
export type Facet = readonly [field: string, value: string];

/** The fields of a kind that may be facets. Free text is searched instead. */
export function facetFieldsOf(schema: KindSchema): ReadonlySet<string> {
  const properties = Object.entries(schema.properties);
  return new Set(
    properties.filter(([, property]) => definitionName(property) !== 'text').map(([field]) => field),
  );
}

/**
 * Every scalar field of a record's identity with its value as text: what lists can be filtered by.
 *
 * @param fields - as {@link facetFieldsOf} gives them
 */
export function facetsOf(fields: ReadonlySet<string>, identity: JsonObject): readonly Facet[] {
  const facets: Facet[] = [];
  for (const [field, value] of Object.entries(identity)) {
    if (!fields.has(field)) continue;
    const text = scalarText(value);
    if (text !== undefined) facets.push([field, text]);
  }
  return facets;
}

/** A scalar as people type it in a query; `undefined` for objects and lists. */
export function scalarText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return canonical(value);
  return undefined;
}

/** Every text anywhere in the values, for full-text search. */
export function textsOf(value: JsonValue): readonly string[] {
  const texts: string[] = [];
  collect(value, texts);
  return texts;
}

function collect(value: JsonValue, texts: string[]): void {
  if (typeof value === 'string') texts.push(value);
  else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values<JsonValue>(value)) collect(part, texts);
  }
}
