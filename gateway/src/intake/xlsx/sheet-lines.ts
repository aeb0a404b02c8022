// SPDX-License-Identifier: Apache-2.0
import { COLUMNS_MAX, LINE_CHARS_MAX } from '../../limits.js';
import { invalidRequest } from '../../invalid-request.js';
import { CellFault, type CellLine, type SheetCell } from '../sheet-cell.js';
import { cellNumber } from './cell-number.js';
import { SHEET_LINES_MAX } from './limits.js';
import { workbookRefused } from './refusal.js';
import { unescapeText } from './shared-texts.js';
import type { TextPool } from './text-pool.js';
import type { Workbook } from './workbook.js';
import type { XmlHandlers } from './xml.js';

/** What the cells of a sheet refer to. */
export interface SheetContext extends Pick<Workbook, 'forms' | 'dateSystem'> {
  readonly texts: TextPool;
}

/** One cell while it is read. */
interface OpenCell {
  readonly column: number;
  /** `s` shared text, `inlineStr`, `str` result of a formula, `b`, `e` error, `d` ISO date, `n` (18.18.11). */
  readonly type: string;
  readonly style: number;
  value: string;
  hasFormula: boolean;
}

/** Puts out the lines of a sheet (ECMA-376 part 1, 18.3.1.80) that have any cell. */
export class LineReader implements XmlHandlers {
  readonly #context: SheetContext;
  readonly #put: (line: CellLine) => void;
  #row = 0;
  #chars = 0;
  #next = 0;
  #cells: SheetCell[] = [];
  #cell: OpenCell | undefined;
  #holdsValue = false;
  #isSound = false;

  constructor(context: SheetContext, put: (line: CellLine) => void) {
    this.#context = context;
    this.#put = put;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#holdsValue = name === 'v' || (name === 't' && !this.#isSound);
    if (name === 'row') this.#openRow(attributes['r']);
    if (name === 'rPh') this.#isSound = true;
    if (name === 'f' && this.#cell !== undefined) this.#cell.hasFormula = true;
    if (name !== 'c') return;
    this.#cell = openCell(attributes, this.#next, this.#row);
    this.#next = this.#cell.column + 1;
  }

  text(piece: string): void {
    if (!this.#holdsValue || this.#cell === undefined) return;
    this.#chars += piece.length;
    if (this.#chars > LINE_CHARS_MAX) throw workbookRefused('TOO_LARGE', this.#row);
    this.#cell.value += piece;
  }

  close(name: string): void {
    this.#holdsValue = false;
    if (name === 'rPh') this.#isSound = false;
    if (name === 'row' && this.#cells.length > 0) this.#put({ row: this.#row, cells: this.#cells });
    if (name !== 'c' || this.#cell === undefined) return;
    addCell(this.#cells, this.#cell.column, readCell(this.#cell, this.#context), this.#row);
    this.#cell = undefined;
  }

  #openRow(number: string | undefined): void {
    this.#row = number === undefined ? this.#row + 1 : Number(number);
    const isLine = Number.isInteger(this.#row) && this.#row >= 1 && this.#row <= SHEET_LINES_MAX;
    if (!isLine) throw workbookRefused('NOT_XLSX');
    this.#cells = [];
    this.#chars = 0;
    this.#next = 0;
  }
}

function openCell(attributes: Readonly<Record<string, string>>, next: number, row: number): OpenCell {
  const { r: place, t: type = 'n', s: style = '0' } = attributes;
  const column = place === undefined ? next : columnOf(place);
  if (Number.isNaN(column)) throw workbookRefused('NOT_XLSX', row);
  return { column, type, style: Number(style), value: '', hasFormula: false };
}

/** Column of a place such as `AB12`, counted from 0. */
function columnOf(place: string): number {
  const letters = /^([A-Z]{1,7})\d+$/.exec(place)?.[1];
  if (letters === undefined) return NaN;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/**
 * Cells that are only coloured say nothing, so they take no place. Two in one place are refused: people would see one of
 * them, and perhaps not the one that was read.
 */
function addCell(cells: SheetCell[], column: number, cell: SheetCell, row: number): void {
  if (cell === '') return;
  if (column >= COLUMNS_MAX) throw tooManyColumns(row);
  if ((cells[column] ?? '') !== '') throw workbookRefused('NOT_XLSX', row);
  while (cells.length < column) cells.push('');
  cells[column] = cell;
}

function tooManyColumns(row: number): Error {
  const message = `a sheet has at most ${COLUMNS_MAX} columns`;
  return invalidRequest([{ row, pointer: '', code: 'TOO_MANY_COLUMNS', message }]);
}

function readCell({ type, style, value, hasFormula }: OpenCell, context: SheetContext): SheetCell {
  if (hasFormula) return new CellFault('FORMULA', 'this cell is calculated; paste its value in its place');
  if (value === '') return '';
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (read !== undefined) return read(value, context);
  return cellNumber(value, context.forms[style] ?? 'number', context.dateSystem);
}

/** How the value of a cell is read by its type; every other one is a number. */
const READERS: Readonly<Partial<Record<string, (value: string, context: SheetContext) => SheetCell>>> = {
  s: (value, { texts }) => (/^\d+$/.test(value) ? texts.at(Number(value)) : undefined) ?? missingText(),
  inlineStr: unescapeText,
  str: unescapeText,
  b: (value) => (value === '1' ? 'true' : 'false'),
  e: () => new CellFault('CELL_ERROR', 'this cell shows an error of its spreadsheet'),
  d: (value) => ({ is: 'date', text: value }),
};

function missingText(): CellFault {
  return new CellFault('CELL_ERROR', 'this cell refers to a text that the workbook does not hold');
}
