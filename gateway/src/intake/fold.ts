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

/** Folds neighbouring lines of one key into one record each, where a sheet has columns of lists. */
export class LineFolder {
  readonly #columns: readonly Column[];
  readonly #lists: readonly FoldedList[];
  #group: SheetLine[] = [];

  constructor(columns: readonly Column[], marks: KindSchema) {
    this.#columns = columns;
    this.#lists = listsOf(columns, marks);
  }

  /** Takes the next line; what is returned is the record of those before it, when it is not one of theirs. */
  add(line: SheetLine): InputRow | undefined {
    const [first] = this.#group;
    const isNext = first !== undefined && !sameKey(first, line, this.#columns);
    const record = isNext ? this.end() : undefined;
    // Lines beyond the limit are only counted: the record is refused.
    if (this.#group.length <= FOLDED_ROWS_MAX) this.#group.push(line);
    return record;
  }

  /** The record of the lines that are left. */
  end(): InputRow | undefined {
    const group = this.#group;
    this.#group = [];
    return group.length === 0 ? undefined : toRecord(group, this.#columns, this.#lists);
  }
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

/** The record of one line, where a sheet has no column of a list. */
export function plainRecord({ row, cells, faults }: SheetLine, columns: readonly Column[]): InputRow {
  const values: Values = {};
  columns.forEach(({ path }, i) => {
    setAt(values, path, cells[i]);
  });
  return { row, values, faults, columnOf: (pointer) => headerOf(pointer, columns) };
}

function toRecord(
  lines: readonly SheetLine[],
  columns: readonly Column[],
  lists: readonly FoldedList[],
): InputRow {
  const values: Values = {};
  const [first, ...others] = lines;
  const faults = lines.flatMap((line) => line.faults);
  const row = first?.row ?? 0;
  if (lines.length > FOLDED_ROWS_MAX) {
    const message = `at most ${FOLDED_ROWS_MAX} lines make one record`;
    faults.push({ row, pointer: '', code: 'TOO_LARGE', message });
  }
  columns.forEach((column, i) => {
    if (column.list !== undefined) return;
    const conflict = others.find(({ cells }) => conflicts(first?.cells[i], cells[i]));
    if (conflict !== undefined) faults.push(rowConflict(conflict.row, column));
    setAt(values, column.path, first?.cells[i]);
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
  for (let i = 0; i < path.length - 1; i++) place = (place[path[i] ?? ''] ??= {}) as Values;
  place[path[path.length - 1] ?? ''] = value;
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
