// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';
import { cellReader, type CellReading } from './cell-value.js';
import { readHeader, type Column, type HeaderLine } from './columns.js';
import { LineFolder, type SheetLine } from './fold.js';
import type { InputRow, RowSource } from './input-row.js';
import { invalidRequest } from './invalid-request.js';
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

/** The records below the header. A line without any text says nothing but keeps its number. */
async function* sheetRecords(read: ReadLines, context: LineContext): AsyncGenerator<InputRow> {
  const { columns, kind, reading, headerRow, width } = context;
  const { mapping } = reading;
  const zone = timeZone(reading.timeZone);
  const cells = { marks: kind.marks, zone, units: mapping?.units ?? {} };
  const readers = columns.map(({ schema, list }) => cellReader(schema, list !== undefined, cells));
  const folder = new LineFolder(columns, kind.marks);
  for await (const lines of read()) {
    for (const line of lines) {
      if (line.row <= headerRow || line.cells.every(isBlank)) continue;
      const readings = columns.map(({ at }, i) => readers[i]?.(line.cells[at] ?? ''));
      const tooLong = line.cells.length > width && line.cells.slice(width).some((cell) => !isBlank(cell));
      const record = folder.add(toSheetLine(line, readings, { columns, tooLong }));
      if (record !== undefined) yield record;
    }
  }
  const last = folder.end();
  if (last !== undefined) yield last;
}

function toSheetLine(
  { row }: CellLine,
  readings: readonly CellReading[],
  { columns, tooLong }: { readonly columns: readonly Column[]; readonly tooLong: boolean },
): SheetLine {
  const faults: Fault[] = tooLong ? [tooManyCells(row)] : [];
  const cells = readings.map((reading, i): JsonValue | undefined => {
    if (!(reading instanceof CellFault)) return reading;
    const { header, path } = columns[i] ?? { header: '', path: [] };
    faults.push({
      row,
      column: header,
      pointer: `/${path.join('/')}`,
      code: reading.code,
      message: reading.message,
    });
    return undefined;
  });
  return { row, cells, faults };
}

function tooManyCells(row: number): Fault {
  return { row, pointer: '', code: 'TOO_MANY_CELLS', message: 'this line is longer than the header' };
}
