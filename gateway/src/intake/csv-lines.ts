// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { CsvError, parse, type Parser } from 'csv-parse';
import type { Fault } from '../errors.js';
import { LINE_CHARS_MAX } from '../limits.js';
import { invalidRequest } from '../invalid-request.js';
import type { CellLine } from './sheet-cell.js';
import { readText, type Charset } from './text-decoding.js';

/**
 * Reads a spooled CSV file (RFC 4180, any line ends), some lines at a time.
 *
 * @throws GatewayError INVALID_REQUEST with fault NOT_CSV, TOO_LARGE or NOT_TEXT
 */
export async function* csvLines(path: string, charset: Charset): AsyncGenerator<readonly CellLine[]> {
  let row = 0;
  let lines: CellLine[] = [];
  const parser = parse({ relax_column_count: true, max_record_size: LINE_CHARS_MAX });
  // Asked for one by one, the lines would cost more than to parse them.
  parser.on('data', (cells: string[]) => {
    row += 1;
    lines.push({ row, cells });
  });
  // Whoever writes or waits for the end is told; by itself, an error nobody listens to would end the process.
  parser.on('error', () => undefined);
  try {
    for await (const piece of readText(path, charset)) {
      await write(parser, piece);
      yield lines;
      lines = [];
    }
    parser.end();
    await once(parser, 'end');
    yield lines;
  } catch (error) {
    if (error instanceof CsvError) throw invalidRequest([csvFault(error)]);
    throw error;
  } finally {
    parser.destroy();
  }
}

function write(parser: Parser, piece: string): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(piece, (error) => {
      if (error == null) resolve();
      else reject(error);
    });
  });
}

function csvFault({ code, message, lines }: CsvError): Fault {
  const row = typeof lines === 'number' ? { row: lines } : {};
  return { ...row, pointer: '', code: code === 'CSV_MAX_RECORD_SIZE' ? 'TOO_LARGE' : 'NOT_CSV', message };
}
