// SPDX-License-Identifier: Apache-2.0
import { keepsBound, type Figure } from './figure.js';

const WIDTHS = [56, 10, 16, 6] as const;

/** The head of the table of figures. */
export function tableHead(): string {
  return line('figure', 'measured', 'bound', '', 'made of');
}

/** One figure as a row of the table. */
export function tableRow(figure: Figure): string {
  const { name, measured, good, bound, detail } = figure;
  return line(name, measured.toFixed(2), `${good} ${bound}`, keepsBound(figure) ? 'pass' : 'FAIL', detail);
}

function line(...cells: readonly string[]): string {
  return cells.map((cell, column) => cell.padEnd(WIDTHS[column] ?? 0)).join(' ');
}
