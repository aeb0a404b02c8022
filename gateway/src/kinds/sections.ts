// SPDX-License-Identifier: Apache-2.0
import {
  oncePer,
  sections,
  type JsonObject,
  type JsonValue,
  type KindSchema,
  type Section,
} from '@chainshare/chaincode/model';

/** A record taken apart; identity is always there, the others when they hold a value. */
export type SectionValues = Partial<Record<Section, JsonObject>> & { readonly identity: JsonObject };

/**
 * Takes a flat record apart by the section of each field; a section without a value is left out. The fields stand in
 * the order of canonical JSON, so that writing them does not sort them once more.
 */
export function splitSections(schema: KindSchema, values: JsonObject): SectionValues {
  const parts: Partial<Record<Section, Record<string, JsonValue>>> = { identity: {} };
  for (const [section, fields] of layoutOf(schema, values)) {
    const part = (parts[section] ??= {});
    for (const field of fields) part[field] = values[field] as JsonValue;
  }
  return parts as SectionValues;
}

type Layout = readonly (readonly [section: Section, fields: readonly string[]])[];

/** Neighbouring records mostly have the same fields in the same order. */
interface LastLayout {
  names: readonly string[];
  layout: Layout;
}

const lastLayouts = oncePer<KindSchema, LastLayout>(() => ({ names: [], layout: [] }));

function layoutOf(schema: KindSchema, values: JsonObject): Layout {
  const last = lastLayouts(schema);
  if (!hasFields(values, last.names)) {
    last.names = Object.keys(values);
    last.layout = newLayout(schema, last.names);
  }
  return last.layout;
}

function hasFields(values: JsonObject, names: readonly string[]): boolean {
  let count = 0;
  for (const name in values) {
    if (name !== names[count]) return false;
    count += 1;
  }
  return count === names.length;
}

function newLayout(schema: KindSchema, names: readonly string[]): Layout {
  const layout = new Map<Section, string[]>();
  for (const name of [...names].sort()) {
    const section = sectionOf(schema, name);
    layout.set(section, [...(layout.get(section) ?? []), name]);
  }
  return [...layout];
}

/** The section in which a field stands. */
export function sectionOf({ properties }: KindSchema, field: string): Section {
  return properties[field]?.['x-section'] ?? 'identity';
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
