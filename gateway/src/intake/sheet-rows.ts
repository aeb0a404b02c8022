// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';
import { cellReader, type CellReading } from './cell-value.js';
import { readHeader, type Column, type HeaderLine } from './columns.js';
import { LineFolder, plainRecord, type SheetLine } from './fold.js';
import type { InputRow, RowSource } from './input-row.js';
import { invalidRequest } from '../invalid-request.js';
import { CellFault, isBlank, type CellLine, type ReadLines, type SheetCell } from './sheet-cell.js';
import type { SheetReading } from './sheet-reading.js';
import { timeZone } from './time-zone.js';

/**
 * Opens a sheet as records of a kind: its first line says what its columns are.
 *
 * @throws GatewayError INVALID_REQUEST when the header is not one of this kind
 */
export async function sheetRows(read: ReadLines, kind: Kind, reading: SheetReading): Promise<RowSource> {
  const line = await readHeaderLine(read);
  const { columns, faults } = readHeader(line, kind, reading.mapping);
  if (faults.length > 0) throw invalidRequest(faults);
  const order = kind.marks['x-order'];
  const context = { columns, kind, reading, headerRow: line.row, width: line.header.length };
  return {
    rows: () => sheetRecords(read, context),
    lacksOrder: order !== undefined && !columns.some((column) => column.path[0] === order),
  };
}

/** The first line of a sheet that says anything; blank cells at its end are no columns of a workbook. */
export async function readHeaderLine(read: ReadLines): Promise<HeaderLine> {
  for await (const [first] of read()) {
    if (first !== undefined) return { row: first.row, header: first.cells.map(headerText) };
  }
  throw invalidRequest([
    { row: 1, pointer: '', code: 'REQUIRED', message: 'the first line must be the header' },
  ]);
}

function headerText(cell: SheetCell): string {
  if (cell instanceof CellFault) return '';
  return typeof cell === 'string' ? cell : cell.text;
}

interface LineContext {
  readonly columns: readonly Column[];
  readonly kind: Kind;
  readonly reading: SheetReading;
  readonly headerRow: number;
  /** Cells of the header. */
  readonly width: number;
}

/** The records below the header, some at a time. */
async function* sheetRecords(read: ReadLines, context: LineContext): AsyncGenerator<readonly InputRow[]> {
  const records = new RecordReader(context);
  for await (const lines of read()) yield records.of(lines);
  yield records.rest();
}

/** Makes records of lines. A line without any text says nothing but keeps its number. */
class RecordReader {
  readonly #context: LineContext;
  readonly #readers: readonly ColumnReader[];
  /** Absent where every line is a record. */
  readonly #folder: LineFolder | undefined;

  constructor(context: LineContext) {
    const { columns, kind, reading } = context;
    const cells = {
      marks: kind.marks,
      zone: timeZone(reading.timeZone),
      units: reading.mapping?.units ?? {},
    };
    this.#context = context;
    this.#readers = columns.map(({ schema, list, header, path, at }) => {
      const place = { column: header, pointer: `/${path.join('/')}` };
      return { at, place, read: cellReader(schema, list !== undefined, cells) };
    });
    const hasLists = columns.some(({ list }) => list !== undefined);
    this.#folder = hasLists ? new LineFolder(columns, kind.marks) : undefined;
  }

  /** The records that end in these lines, which are the next. */
  of(lines: readonly CellLine[]): readonly InputRow[] {
    const { headerRow, width, columns } = this.#context;
    const records: InputRow[] = [];
    for (const line of lines) {
      if (line.row <= headerRow || line.cells.every(isBlank)) continue;
      const read = toSheetLine(line, this.#readers, width);
      const record = this.#folder === undefined ? plainRecord(read, columns) : this.#folder.add(read);
      if (record !== undefined) records.push(record);
    }
    return records;
  }

  /** The record that the end of the sheet ends. */
  rest(): readonly InputRow[] {
    const last = this.#folder?.end();
    return last === undefined ? [] : [last];
  }
}

/** What reads the cells of one column. */
interface ColumnReader {
  /** Place in a line. */
  readonly at: number;
  /** Where a fault of its cells is. */
  readonly place: Pick<Fault, 'column' | 'pointer'>;
  readonly read: (cell: SheetCell) => CellReading;
}

/** @param width - cells of the header */
function toSheetLine({ row, cells }: CellLine, readers: readonly ColumnReader[], width: number): SheetLine {
  const isTooLong = cells.length > width && cells.slice(width).some((cell) => !isBlank(cell));
  const faults: Fault[] = isTooLong ? [tooManyCells(row)] : [];
  const values = readers.map(({ at, place, read }): JsonValue | undefined => {
    const reading = read(cells[at] ?? '');
    if (!(reading instanceof CellFault)) return reading;
    faults.push({ row, ...place, code: reading.code, message: reading.message });
    return undefined;
  });
  return { row, cells: values, faults };
}

function tooManyCells(row: number): Fault {
  return { row, pointer: '', code: 'TOO_MANY_CELLS', message: 'this line is longer than the header' };
}
