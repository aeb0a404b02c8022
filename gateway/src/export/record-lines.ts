// SPDX-License-Identifier: Apache-2.0
import { canonical, isJsonObject, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { putGuard } from '../intake/formula-guard.js';
import { writeList } from '../intake/list-cell.js';
import { contentOf } from '../kinds/cell-content.js';
import type { Kind } from '../kinds/kind.js';
import { tableColumns, type TableColumn } from '../kinds/table-columns.js';

/** The lines of a record as a table, each with one text for every column. */
export interface RecordTable {
  /** Names of the columns. */
  readonly header: readonly string[];
  /** What reading the lines again makes the same record of. */
  lines(values: JsonObject): readonly (readonly string[])[];
}

/** How records of a kind are written as lines: the reverse of what intake reads. */
export function recordTable(kind: Kind): RecordTable {
  const { marks } = kind;
  const columns = tableColumns(marks);
  const isKey = (field: string | undefined) =>
    field !== undefined && (marks['x-key'].includes(field) || marks['x-order'] === field);
  const writers = columns.map((column) => cellWriter(column, kind));
  return {
    header: columns.map(({ name }) => name),
    lines(values) {
      const count = Math.max(1, ...columns.map(({ list }) => elementsOf(values, list).length));
      return Array.from({ length: count }, (_, line) =>
        columns.map((column, i) => {
          const { list, path } = column;
          // The first line says everything; those below say what they continue, and their elements.
          if (list === undefined && line > 0 && !isKey(path[0])) return '';
          const place = list === undefined ? values : elementsOf(values, list)[line];
          const value = valueAt(place, list === undefined ? path : path.slice(1));
          return value === undefined ? '' : (writers[i]?.(value) ?? '');
        }),
      );
    },
  };
}

function elementsOf(values: JsonObject, list: string | undefined): readonly JsonValue[] {
  const elements = list === undefined ? undefined : values[list];
  return Array.isArray(elements) ? (elements as readonly JsonValue[]) : [];
}

function valueAt(place: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let value = place;
  for (const member of path) value = isJsonObject(value) ? value[member] : undefined;
  return value;
}

/** A number is no formula whatever its sign, and must stay a number. */
const numberForm = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * Writes whatever stands where a column says: a record of a schema that is not known here was not checked against one,
 * so it may hold anything, also formulas where numbers belong.
 */
function cellWriter({ schema, list }: TableColumn, { marks }: Kind): (value: JsonValue) => string {
  const content = contentOf(schema, list !== undefined, marks);
  return (value) => {
    if (typeof value === 'string') {
      return content !== 'text' && numberForm.test(value) ? value : putGuard(value);
    }
    return content === 'list' && isListOfTexts(value) ? writeList(value) : canonical(value);
  };
}

function isListOfTexts(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
