// SPDX-License-Identifier: Apache-2.0
import {
  sections,
  type JsonObject,
  type JsonValue,
  type KindSchema,
  type Section,
} from '@chainshare/chaincode/model';

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

/** Sections that hold anything, in the order of sealing. */
export function presentSections(parts: SectionValues): readonly Section[] {
  return sections.filter((section) => Object.keys(parts[section] ?? {}).length > 0);
}

/** Puts the opened sections of a record together again as the one flat object that was published. */
export function joinSections(parts: Partial<Record<Section, JsonObject>>): JsonObject {
  return Object.assign({}, ...sections.map((section) => parts[section] ?? {})) as JsonObject;
}

/** Keywords by which a schema looks across fields, so that a reader of one section cannot check them. */
const CONDITIONS = ['if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'dependentRequired'];

/** The JSON Schema of one section alone, for readers who were granted only some. */
export function sectionSchema(schema: KindSchema, section: Section): JsonObject {
  const properties = Object.entries(schema.properties).filter(([, it]) => it['x-section'] === section);
  const names = new Set(properties.map(([name]) => name));
  const kept = Object.entries(schema).filter(([keyword]) => !CONDITIONS.includes(keyword));
  return {
    ...Object.fromEntries<JsonValue>(kept),
    $id: `${schema.$id}:${section}`,
    properties: Object.fromEntries(properties) as unknown as JsonObject,
    required: schema.required.filter((name) => names.has(name)),
  };
}
