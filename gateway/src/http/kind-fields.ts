// SPDX-License-Identifier: Apache-2.0
import {
  resolveSchema,
  type Bilingual,
  type KindSchema,
  type Section,
  type ValueSchema,
} from '@chainshare/chaincode/model';

/** One field of a kind as a table has it: a column. */
export interface KindField {
  /** `order.orderId` for a member of an object, `buckets[].start` for one of a list of objects. */
  readonly field: string;
  readonly title: Bilingual;
  readonly help: Bilingual | null;
  readonly section: Section;
  readonly required: boolean;
}

/** The fields of a kind in the order of its schema, objects and lists of objects folded to paths. */
export function kindFields(schema: KindSchema): readonly KindField[] {
  return Object.entries(schema.properties).flatMap(([name, property]) =>
    columns(schema, name, property).map((field) => ({
      field,
      title: property['x-title'],
      help: property['x-help'] ?? null,
      section: property['x-section'],
      required: schema.required.includes(name),
    })),
  );
}

/** A list inside a list, and whatever has no members of its own, stays one column. */
function columns(schema: KindSchema, path: string, value: ValueSchema): readonly string[] {
  const { properties, items } = resolveSchema(schema, value);
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([name, member]) => columns(schema, `${path}.${name}`, member));
  }
  const members = items && resolveSchema(schema, items).properties;
  return members === undefined ? [path] : Object.keys(members).map((name) => `${path}[].${name}`);
}
