// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { ROWS_AT_ONCE } from '../limits.js';

/** One record as it was sent, before it is known to be right. */
export interface InputRow {
  /** 1-based position in JSON and NDJSON; in a sheet its first line, the header being line 1. */
  readonly row: number;
  readonly values: JsonValue;
  /** What is wrong with its form already; such a row is not looked at further. */
  readonly faults: readonly Fault[];
  /** Where the record stands in a JSON body; put before the place of a fault. */
  readonly pointer?: string;
  /** The place in the body, from its start, that a place in the values came from, where the two differ. */
  pointerOf?(pointer: string): string;
  /** For a sheet: the header of the column that holds a place in the values. */
  columnOf?(pointer: string): string | undefined;
}

/** The place in a body of a fault in one of its rows. */
export function placeOf(row: InputRow, pointer: string): string {
  return row.pointerOf?.(pointer) ?? (row.pointer ?? '') + pointer;
}

/** A fault of one row, at its place in the body. */
export function placed(input: InputRow, fault: Fault): Fault {
  const column = input.columnOf?.(fault.pointer);
  return {
    row: input.row,
    ...(column === undefined ? {} : { column }),
    ...fault,
    pointer: placeOf(input, fault.pointer),
  };
}

/** A body as rows; it can be read again from the start, with the same rows in the same order. */
export interface RowSource {
  /** Some rows at a time: asked for one by one, they would cost more than to read them. */
  rows(): AsyncIterable<readonly InputRow[]>;
  /** Where a sheet has no column for the time that orders records. */
  readonly lacksOrder?: boolean;
  /** Fields of which a standard's shape holds all there is of their values in it; see `snapshot.ts`. */
  readonly snapshot?: readonly string[];
}

/** The rows of what is in memory already. */
export function rowsOf<T>(
  items: readonly T[],
  toRow: (item: T, place: number) => InputRow,
): RowSource['rows'] {
  // eslint-disable-next-line @typescript-eslint/require-await -- rows of files come asynchronously
  return async function* () {
    for (let at = 0; at < items.length; at += ROWS_AT_ONCE) {
      yield items.slice(at, at + ROWS_AT_ONCE).map((item, i) => toRow(item, at + i));
    }
  };
}
