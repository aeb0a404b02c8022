// SPDX-License-Identifier: Apache-2.0
import { sections, type JsonObject, type JsonValue, type Section } from '@chainshare/chaincode/model';
import type { KindSchema } from './kind-schema.js';

/** A record taken apart; identity is always there, the others when they hold a value. */
export type SectionValues = Partial<Record<Section, JsonObject>> & { readonly identity: JsonObject };

/** Takes a flat record apart by the section of each field; a section without a value is left out. */
export function splitSections(schema: KindSchema, values: JsonObject): SectionValues {
  const parts: Partial<Record<Section, Record<string, JsonValue>>> = { identity: {} };
  for (const [field, value] of Object.entries(values)) {
    const section = schema.properties[field]?.['x-section'] ?? 'identity';
    (parts[section] ??= {})[field] = value;
  }
  return parts as SectionValues;
}

/** Puts the opened sections of a record together again as the one flat object that was published. */
export function joinSections(parts: Partial<Record<Section, JsonObject>>): JsonObject {
  return Object.assign({}, ...sections.map((section) => parts[section] ?? {})) as JsonObject;
}

/** The schema of one section alone, for readers who were granted only some. */
export function sectionSchema(schema: KindSchema, section: Section): KindSchema {
  const properties = Object.fromEntries(
    Object.entries(schema.properties).filter(([, property]) => property['x-section'] === section),
  );
  const required = (schema.required ?? []).filter((field) => Object.hasOwn(properties, field));
  return { ...withoutConditions(schema), $id: `${schema.$id}:${section}`, properties, required };
}

/** Conditions may look across sections, so a reader of one section cannot check them. */
function withoutConditions(schema: KindSchema): KindSchema {
  const conditions = ['if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'dependentRequired'];
  const rest = Object.entries(schema).filter(([keyword]) => !conditions.includes(keyword));
  return Object.fromEntries(rest) as unknown as KindSchema;
}
