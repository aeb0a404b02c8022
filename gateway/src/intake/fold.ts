// SPDX-License-Identifier: Apache-2.0
import { resolveSchema, type JsonObject, type JsonValue, type KindSchema } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { columnName } from '../kinds/table-columns.js';
import { FOLDED_ROWS_MAX } from '../limits.js';
import type { Column } from './columns.js';
import type { InputRow } from './input-row.js';

/** One line of a sheet, its cells read; `undefined` is an empty cell. */
export interface SheetLine {
  readonly row: number;
  readonly cells: readonly (JsonValue | undefined)[];
  /** What is wrong with the line or with cells of it, which then count as empty. */
  readonly faults: readonly Fault[];
}

type Values = Record<string, JsonValue>;

/** Folds neighbouring lines of one key into one record each; without a column of a list, each line is a record. */
export async function* foldLines(
  lines: AsyncIterable<SheetLine>,
  columns: readonly Column[],
  marks: KindSchema,
): AsyncGenerator<InputRow> {
  const lists = listsOf(columns, marks);
  const folds = lists.length > 0;
  let group: SheetLine[] = [];
  for await (const line of lines) {
    const [first] = group;
    if (first !== undefined && !(folds && sameKey(first, line, columns))) {
      yield toRecord(group, columns, lists);
      group = [];
    }
    // Lines beyond the limit are only counted: the record is refused.
    if (group.length <= FOLDED_ROWS_MAX) group.push(line);
  }
  if (group.length > 0) yield toRecord(group, columns, lists);
}

function sameKey(a: SheetLine, b: SheetLine, columns: readonly Column[]): boolean {
  return columns.every(
    ({ isKey, list }, i) => !isKey || list !== undefined || sameCell(a.cells[i], b.cells[i]),
  );
}

/** A list of objects that has columns. */
interface FoldedList {
  readonly name: string;
  /** A list that must be given and may be empty is empty where its columns are: a plan of nothing is a plan. */
  readonly mayBeEmpty: boolean;
}

function listsOf(columns: readonly Column[], marks: KindSchema): readonly FoldedList[] {
  const names = new Set(columns.flatMap(({ list }) => list ?? []));
  return [...names].map((name) => {
    const property = marks.properties[name];
    const { minItems = 0 } = property === undefined ? {} : resolveSchema(marks, property);
    return { name, mayBeEmpty: marks.required.includes(name) && minItems === 0 };
  });
}

function toRecord(
  lines: readonly SheetLine[],
  columns: readonly Column[],
  lists: readonly FoldedList[],
): InputRow {
  const values: Values = {};
  const faults = lines.flatMap((line) => line.faults);
  const row = lines[0]?.row ?? 0;
  if (lines.length > FOLDED_ROWS_MAX) {
    const message = `at most ${FOLDED_ROWS_MAX} lines make one record`;
    faults.push({ row, pointer: '', code: 'TOO_LARGE', message });
  }
  columns.forEach((column, i) => {
    if (column.list !== undefined) return;
    const conflict = lines.find(({ cells }) => conflicts(lines[0]?.cells[i], cells[i]));
    if (conflict !== undefined) faults.push(rowConflict(conflict.row, column));
    setAt(values, column.path, lines[0]?.cells[i]);
  });
  const places = addLists(values, lines, { columns, lists });
  return { row, values, faults, columnOf: (pointer) => headerOf(pointer, columns) ?? places.get(pointer) };
}

/** One element of each list a line, where the line says anything of it. */
function addLists(
  values: Values,
  lines: readonly SheetLine[],
  { columns, lists }: { readonly columns: readonly Column[]; readonly lists: readonly FoldedList[] },
): Map<string, string> {
  const places = new Map<string, string>();
  for (const { name: list, mayBeEmpty } of lists) {
    const elements: JsonObject[] = [];
    for (const { cells } of lines) {
      const element: Values = {};
      columns.forEach((column, i) => {
        if (column.list !== list || cells[i] === undefined) return;
        setAt(element, column.path.slice(1), cells[i]);
        places.set(`/${[list, elements.length, ...column.path.slice(1)].join('/')}`, column.header);
      });
      if (Object.keys(element).length > 0) elements.push(element);
    }
    if (elements.length > 0 || mayBeEmpty) values[list] = elements;
  }
  return places;
}

function headerOf(pointer: string, columns: readonly Column[]): string | undefined {
  const covers = (column: Column) => {
    const place = `/${column.path.join('/')}`;
    return column.list === undefined && (pointer === place || pointer.startsWith(`${place}/`));
  };
  return columns.find(covers)?.header;
}

function setAt(target: Values, path: readonly string[], value: JsonValue | undefined): void {
  if (value === undefined) return;
  let place = target;
  for (const member of path.slice(0, -1)) place = (place[member] ??= {}) as Values;
  const last = path.at(-1);
  if (last !== undefined) place[last] = value;
}

/** Further lines of a record repeat a cell or leave it empty. */
function conflicts(first: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return other !== undefined && !sameCell(first, other);
}

function sameCell(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function rowConflict(row: number, column: Column): Fault {
  return {
    row,
    column: column.header,
    pointer: `/${column.path.join('/')}`,
    code: 'ROW_CONFLICT',
    message: `this line continues the record above and gives another ${columnName(column.path, column.list)}`,
  };
}
