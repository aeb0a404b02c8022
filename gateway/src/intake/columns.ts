// SPDX-License-Identifier: Apache-2.0
import { resolveSchema, type KindSchema, type ValueSchema } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';
import { columnName } from '../kinds/table-columns.js';
import { COLUMNS_MAX } from '../limits.js';
import { nearNames } from './near-names.js';
import { headerHash, type ColumnMapping } from './sheet-reading.js';

/** Where the cells of one column stand in a record. */
export interface Column {
  /** Place in the sheet, counted from 0. */
  readonly at: number;
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

/** The line of a sheet that names its columns. */
export interface HeaderLine {
  readonly row: number;
  readonly header: readonly string[];
}

/** Columns of facts that the gateway itself adds to what it exports: no part of a record, so they are not read. */
export const FACT_MARK = '$';

/**
 * Reads the header of a sheet. A column is the path of a field (`order.orderId`, `buckets[].start`); its first word
 * may be the field's title in Chinese or English; a mapping comes before both.
 */
export function readHeader({ row, header }: HeaderLine, kind: Kind, mapping?: ColumnMapping): Columns {
  if (header.length > COLUMNS_MAX) {
    const message = `a sheet has at most ${COLUMNS_MAX} columns`;
    return { columns: [], faults: [{ row, pointer: '', code: 'TOO_MANY_COLUMNS', message }] };
  }
  const columns: Column[] = [];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const [at, cell] of header.entries()) {
    const name = cell.trim();
    const path = pathIn(mapping, name);
    if (path === null || name.startsWith(FACT_MARK)) continue;
    const place = columnOf(path ?? name, kind);
    if (place === undefined) {
      faults.push({ row, ...unknownColumn(name, kind, header) });
      continue;
    }
    const placeName = columnName(place.path, place.list);
    if (seen.has(placeName)) faults.push({ row, ...duplicateColumn(name) });
    seen.add(placeName);
    columns.push({ ...place, at, header: name });
  }
  return { columns, faults };
}

/** Whether a mapping may send a column there. */
export function isColumn(path: string, kind: Kind): boolean {
  return columnOf(path, kind) !== undefined;
}

function pathIn(mapping: ColumnMapping | undefined, name: string): string | null | undefined {
  return mapping !== undefined && Object.hasOwn(mapping.columns, name) ? mapping.columns[name] : undefined;
}

function columnOf(name: string, kind: Kind): Omit<Column, 'at' | 'header'> | undefined {
  const [first = '', ...members] = name.split('.');
  const isList = first.endsWith('[]');
  const field = fieldOf(isList ? first.slice(0, -2) : first, kind.marks);
  if (field === undefined || (isList && members.length === 0)) return undefined;
  const start = startSchema(kind.marks, field, isList);
  const schema = start && memberSchema(kind.marks, start, members);
  if (schema === undefined) return undefined;
  const list = isList ? field : undefined;
  return { path: [field, ...members], list, schema, isKey: isKeyField(field, kind.marks) };
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

/** Names what was perhaps meant, and where the meaning can be kept for the next time. */
function unknownColumn(name: string, kind: Kind, header: readonly string[]): Fault {
  const near = nearNames(name, kind.marks);
  const mapping = `/v1/mappings/${kind.name}/${headerHash(header)}`;
  const subject = name === '' ? 'an empty header' : name;
  const guess = near.length === 0 ? '' : `; near it are ${near.join(', ')}`;
  const message = `${subject} is not a column of ${kind.name}${guess}; PUT ${mapping} says what it means`;
  return { column: name, pointer: '', code: 'UNKNOWN_COLUMN', message, near, mapping };
}

function duplicateColumn(column: string): Fault {
  const message = `${column} names a field that has a column already`;
  return { column, pointer: '', code: 'DUPLICATE_COLUMN', message };
}
