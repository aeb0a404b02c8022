// SPDX-License-Identifier: Apache-2.0
import { parseJson, type JsonValue } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { LINE_CHARS_MAX } from '../limits.js';
import type { InputRow, RowSource } from './input-row.js';
import { textLines } from './text-lines.js';

/** Reads a spooled file of one JSON object a line; blank lines count as lines and say nothing. */
export function ndjsonRows(path: string): RowSource {
  return {
    async *rows() {
      let row = 0;
      for await (const lines of textLines(path, 'utf-8')) {
        const first = row + 1;
        row += lines.length;
        yield lines.flatMap((line, i) => (line.trim() === '' ? [] : [readLine(first + i, line)]));
      }
    },
  };
}

function readLine(row: number, line: string): InputRow {
  if (line.length > LINE_CHARS_MAX) {
    return refused(row, {
      pointer: '',
      code: 'TOO_LARGE',
      message: `a line has at most ${LINE_CHARS_MAX} characters`,
    });
  }
  const values = parseLine(line);
  if (values === undefined)
    return refused(row, { pointer: '', code: 'NOT_JSON', message: 'this line is not JSON' });
  return { row, values, faults: [] };
}

function parseLine(line: string): JsonValue | undefined {
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}

function refused(row: number, fault: Fault): InputRow {
  return { row, values: {}, faults: [fault] };
}
