// SPDX-License-Identifier: Apache-2.0
import { resolveSchema, type KindSchema, type ValueSchema } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';

/** Where the cells of one column stand in a record. */
export interface Column {
  /** As the sheet writes it. */
  readonly header: string;
  /** Field of the record, then members below it. */
  readonly path: readonly string[];
  /** For a column of a list of objects (`buckets[].start`): the list's field; one row is one element. */
  readonly list: string | undefined;
  /** What the cell holds. */
  readonly schema: ValueSchema;
  /** Whether a cell says what the record is about or when, so that equal cells mean the same record. */
  readonly isKey: boolean;
}

/** The columns of a sheet in their order, or what is wrong with its header. */
export interface Columns {
  readonly columns: readonly Column[];
  readonly faults: readonly Fault[];
}

/**
 * Reads the header of a sheet. A column is the path of a field (`order.orderId`, `buckets[].start`); its first word
 * may be the field's title in Chinese or English.
 */
export function readHeader(header: readonly string[], kind: Kind): Columns {
  const columns: Column[] = [];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const cell of header) {
    const name = cell.trim();
    const column = columnOf(name, kind);
    if (column === undefined) {
      faults.push(
        fault(
          name,
          'UNKNOWN_COLUMN',
          `${name === '' ? 'an empty header' : name} is not a column of ${kind.name}`,
        ),
      );
      continue;
    }
    const place = pathName(column);
    if (seen.has(place))
      faults.push(fault(name, 'DUPLICATE_COLUMN', `${name} names a field that has a column already`));
    seen.add(place);
    columns.push(column);
  }
  return { columns, faults };
}

/** The path of a column as a header writes it. */
export function pathName({ path, list }: Pick<Column, 'path' | 'list'>): string {
  const [field = '', ...members] = path;
  return [list === undefined ? field : `${field}[]`, ...members].join('.');
}

function columnOf(name: string, kind: Kind): Column | undefined {
  const [first = '', ...members] = name.split('.');
  const isList = first.endsWith('[]');
  const field = fieldOf(isList ? first.slice(0, -2) : first, kind.marks);
  if (field === undefined || (isList && members.length === 0)) return undefined;
  const start = startSchema(kind.marks, field, isList);
  const schema = start && memberSchema(kind.marks, start, members);
  if (schema === undefined) return undefined;
  const list = isList ? field : undefined;
  return { header: name, path: [field, ...members], list, schema, isKey: isKeyField(field, kind.marks) };
}

function startSchema(marks: KindSchema, field: string, isList: boolean): ValueSchema | undefined {
  const property = marks.properties[field];
  if (property === undefined || !isList) return property;
  return resolveSchema(marks, property).items;
}

function memberSchema(
  marks: KindSchema,
  start: ValueSchema,
  members: readonly string[],
): ValueSchema | undefined {
  let schema: ValueSchema | undefined = start;
  for (const member of members) {
    const { properties = {} } = resolveSchema(marks, schema);
    schema = Object.hasOwn(properties, member) ? properties[member] : undefined;
    if (schema === undefined) return undefined;
  }
  return schema;
}

function fieldOf(word: string, marks: KindSchema): string | undefined {
  if (Object.hasOwn(marks.properties, word)) return word;
  const wanted = word.toLowerCase();
  const found = Object.entries(marks.properties).find(([, property]) => {
    const { zh, en } = property['x-title'];
    return zh === word || en.toLowerCase() === wanted;
  });
  return found?.[0];
}

/** Two records of one key at two times are two records, so the ordering field tells rows apart as well. */
function isKeyField(field: string, marks: KindSchema): boolean {
  return marks['x-key'].includes(field) || marks['x-order'] === field;
}

function fault(column: string, code: string, message: string): Fault {
  return { row: 1, column, pointer: '', code, message };
}
