// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import type { Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';
import { LINE_CHARS_MAX } from '../limits.js';
import { readCell } from './cell-value.js';
import { readHeader, type Column } from './columns.js';
import { foldLines, type SheetLine } from './fold.js';
import type { RowSource } from './input-row.js';
import { invalidRequest } from './invalid-request.js';
import { readText, type Charset } from './text-decoding.js';

/**
 * Opens a spooled CSV file (RFC 4180, any line ends) as records of a kind.
 *
 * @throws GatewayError INVALID_REQUEST when the header is not one of this kind
 */
export async function csvRows(path: string, charset: Charset, kind: Kind): Promise<RowSource> {
  const { columns, faults } = readHeader(await firstLine(path, charset), kind);
  if (faults.length > 0) throw invalidRequest(faults);
  const order = kind.marks['x-order'];
  return {
    rows: () => foldLines(sheetLines(path, charset, columns, kind), columns),
    lacksOrder: order !== undefined && !columns.some((column) => column.path[0] === order),
  };
}

async function firstLine(path: string, charset: Charset): Promise<readonly string[]> {
  for await (const cells of csvLines(path, charset)) return cells;
  throw invalidRequest([
    { row: 1, pointer: '', code: 'REQUIRED', message: 'the first line must be the header' },
  ]);
}

/** The lines below the header. A line without any text says nothing but keeps its number. */
async function* sheetLines(
  path: string,
  charset: Charset,
  columns: readonly Column[],
  kind: Kind,
): AsyncGenerator<SheetLine> {
  let row = 0;
  for await (const cells of csvLines(path, charset)) {
    row += 1;
    if (row === 1 || cells.every((cell) => cell.trim() === '')) continue;
    const values = columns.map(({ schema }, i) => readCell(cells[i] ?? '', schema, kind.marks));
    const tooLong = cells.slice(columns.length).some((cell) => cell.trim() !== '');
    yield { row, cells: values, ...(tooLong ? { tooLong } : {}) };
  }
}

async function* csvLines(path: string, charset: Charset): AsyncGenerator<readonly string[]> {
  const parser = parse({ relax_column_count: true, max_record_size: LINE_CHARS_MAX });
  const reading = pipeline(Readable.from(readText(path, charset)), parser);
  // The failure is thrown where the lines are read, below; here it only must not go unhandled.
  reading.catch(() => undefined);
  try {
    for await (const cells of parser) yield cells as string[];
    await reading;
  } catch (error) {
    if (error instanceof CsvError) throw invalidRequest([csvFault(error)]);
    throw error;
  } finally {
    parser.destroy();
  }
}

function csvFault({ code, message, lines }: CsvError): Fault {
  const row = typeof lines === 'number' ? { row: lines } : {};
  return { ...row, pointer: '', code: code === 'CSV_MAX_RECORD_SIZE' ? 'TOO_LARGE' : 'NOT_CSV', message };
}
