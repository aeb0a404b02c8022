// SPDX-License-Identifier: Apache-2.0

/**
 * One cell as its sheet holds it. A CSV file has texts alone; a workbook also says which cells are numbers and
 * which are dates, so that a code that lost its leading zeros can be refused rather than guessed.
 */
export type SheetCell = string | TypedCell | CellFault;

/** A cell that is no text; `text` is what a CSV file would hold in its place. */
export interface TypedCell {
  readonly is: 'number' | 'date';
  readonly text: string;
}

/** What is wrong with a cell, whatever its column. */
export class CellFault {
  readonly code: string;
  /** English sentence; never the content of the cell. */
  readonly message: string;

  constructor(code: string, message: string) {
    this.code = code;
    this.message = message;
  }
}

/** The cells of one line of a sheet, from its first column; what is missing at the end is empty. */
export interface CellLine {
  /** 1-based line of the sheet, the header being line 1 of a CSV file and of nearly every workbook. */
  readonly row: number;
  readonly cells: readonly SheetCell[];
}

/** A sheet that can be read from its start as often as need be, some lines at a time. */
export type ReadLines = () => AsyncIterable<readonly CellLine[]>;

/** Whether a cell says nothing. */
export function isBlank(cell: SheetCell | undefined): boolean {
  return cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}
