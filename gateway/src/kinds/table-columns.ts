// SPDX-License-Identifier: Apache-2.0
import {
  resolveSchema,
  type Bilingual,
  type KindSchema,
  type PropertySchema,
  type ValueSchema,
} from '@chainshare/chaincode/model';

/** A column of a kind as a table: where its cells stand in a record. */
export interface TableColumn {
  /** `quantity`, `order.orderId` for a member of an object, `buckets[].start` for one of a list of objects. */
  readonly name: string;
  /** Field of the record, then members below it. */
  readonly path: readonly string[];
  /** For a column of a list of objects: the list's field; one line of the table is one element. */
  readonly list: string | undefined;
  /** What the cell holds. */
  readonly schema: ValueSchema;
  /** Whether no record, or no element of the list, can do without it. */
  readonly required: boolean;
  /** The field with its marks. */
  readonly property: PropertySchema;
}

/** The columns of a kind in the order of its schema. */
export function tableColumns(marks: KindSchema): readonly TableColumn[] {
  return Object.entries(marks.properties).flatMap(([field, property]) => {
    const element = elementOf(marks, property);
    const list = element === undefined ? undefined : field;
    const place = { path: [field], schema: element ?? property, required: marks.required.includes(field) };
    return leaves(marks, place).map((leaf) => ({
      name: columnName(leaf.path, list),
      ...leaf,
      list,
      property,
    }));
  });
}

/** A column's name, as a header writes it. */
export function columnName([field = '', ...members]: readonly string[], list: string | undefined): string {
  return [list === undefined ? field : `${field}[]`, ...members].join('.');
}

/**
 * The title of a column: that of its field, then the members as they are called in a record, since only fields have
 * titles.
 */
export function columnTitle({ path, list, property }: TableColumn, language: keyof Bilingual): string {
  return columnName([property['x-title'][language], ...path.slice(1)], list);
}

/** What the elements of a list of objects look like; `undefined` for every other value. */
function elementOf(marks: KindSchema, property: PropertySchema): ValueSchema | undefined {
  const { items } = resolveSchema(marks, property);
  return items !== undefined && resolveSchema(marks, items).properties !== undefined ? items : undefined;
}

type Leaf = Pick<TableColumn, 'path' | 'schema' | 'required'>;

/** A list inside a list, and whatever has no members of its own, stays one column. */
function leaves(marks: KindSchema, { path, schema, required }: Leaf): readonly Leaf[] {
  const { properties, required: needed = [] } = resolveSchema(marks, schema);
  if (properties === undefined) return [{ path, schema, required }];
  return Object.entries(properties).flatMap(([name, member]) =>
    leaves(marks, { path: [...path, name], schema: member, required: required && needed.includes(name) }),
  );
}
