// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonArray, type JsonObject, type JsonValue } from '../json.js';
import { definitionName, resolveSchema, type KindSchema, type ValueSchema } from './kind-schema.js';

/** A text somewhere in a record, with the name of the shared definition that it follows. */
export interface TextLeaf {
  /** the place, as a JSON pointer */
  readonly pointer: string;
  readonly text: string;
  /** `code`, `text`, `timestamp`, …; `undefined` when the property describes itself */
  readonly definition: string | undefined;
}

/** Every text of a record that its kind knows, in the order of the record. */
export function textLeaves(kind: KindSchema, record: JsonObject): readonly TextLeaf[] {
  const leaves: TextLeaf[] = [];
  const visit = (part: ValueSchema, inner: JsonValue, pointer: string): void => {
    if (typeof inner === 'string') leaves.push({ pointer, text: inner, definition: definitionName(part) });
    if (typeof inner !== 'object' || inner === null) return;
    const { items = {}, properties = {} } = resolveSchema(kind, part);
    if (Array.isArray(inner)) {
      (inner as JsonArray).forEach((item, i) => {
        visit(items, item, `${pointer}/${i}`);
      });
      return;
    }
    for (const name of Object.keys(inner)) {
      visit(memberSchema(properties, name), (inner as JsonObject)[name] as JsonValue, `${pointer}/${name}`);
    }
  };
  visit(kind, record, '');
  return leaves;
}

/**
 * Copies a value with every text replaced.
 *
 * @param schema - the part of the kind's schema that describes the value
 */
export function mapTexts(
  kind: KindSchema,
  schema: ValueSchema,
  value: JsonValue,
  replace: (leaf: TextLeaf) => string,
): JsonValue {
  const walk = (part: ValueSchema, inner: JsonValue, pointer: string): JsonValue => {
    if (typeof inner === 'string') return replace({ pointer, text: inner, definition: definitionName(part) });
    const { items = {}, properties = {} } = resolveSchema(kind, part);
    if (Array.isArray(inner)) {
      return (inner as JsonArray).map((item, i) => walk(items, item, `${pointer}/${i}`));
    }
    if (!isJsonObject(inner)) return inner;
    const members = Object.entries(inner).map(([name, member]) => {
      return [name, walk(memberSchema(properties, name), member, `${pointer}/${name}`)] as const;
    });
    return Object.fromEntries(members);
  };
  return walk(schema, value, '');
}

/** What is said of a member; nothing of one that the kind does not know. */
function memberSchema(properties: Readonly<Record<string, ValueSchema>>, name: string): ValueSchema {
  return (Object.hasOwn(properties, name) ? properties[name] : undefined) ?? {};
}
