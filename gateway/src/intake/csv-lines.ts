// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import type { Fault } from '../errors.js';
import { LINE_CHARS_MAX } from '../limits.js';
import { invalidRequest } from './invalid-request.js';
import type { CellLine } from './sheet-cell.js';
import { readText, type Charset } from './text-decoding.js';

/**
 * Reads a spooled CSV file (RFC 4180, any line ends), line by line.
 *
 * @throws GatewayError INVALID_REQUEST with fault NOT_CSV, TOO_LARGE or NOT_TEXT
 */
export async function* csvLines(path: string, charset: Charset): AsyncGenerator<CellLine> {
  let row = 0;
  const parser = parse({ relax_column_count: true, max_record_size: LINE_CHARS_MAX });
  const reading = pipeline(Readable.from(readText(path, charset)), parser);
  // The failure is thrown where the lines are read, below; here it only must not go unhandled.
  reading.catch(() => undefined);
  try {
    for await (const cells of parser) {
      row += 1;
      yield { row, cells: cells as string[] };
    }
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
