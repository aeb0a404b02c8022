// SPDX-License-Identifier: Apache-2.0
import stringWidth from 'string-width';

/** Two spaces keep columns apart where a cell fills its column. */
const GAP = '  ';

/**
 * Rows as aligned text. Chinese characters take two places on a terminal, so width is measured, not counted.
 *
 * @param head - titles of the columns
 * @param rows - one cell per column; missing cells are empty
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(oneLine));
  const widths = head.map((_, column) => Math.max(...lines.map((row) => stringWidth(row[column] ?? ''))));
  return lines
    .map((row) =>
      widths
        .map((width, column) => pad(row[column] ?? '', width))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** Names and values below one another. */
export function list(entries: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...entries.map(([name]) => stringWidth(name)));
  return entries.map(([name, value]) => `${pad(name, width)}${GAP}${value}`.trimEnd()).join('\n');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(width - stringWidth(text));
}

/** Control characters in foreign data must not move the cursor or colour the terminal. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');
}

/** A value of a record as one cell: text as it stands, everything else as JSON. */
export function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
