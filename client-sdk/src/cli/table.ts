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
  const lines = entries.map(([name, value]) => [oneLine(name), oneLine(value)] as const);
  const width = Math.max(0, ...lines.map(([name]) => stringWidth(name)));
  return lines.map(([name, value]) => `${pad(name, width)}${GAP}${value}`.trimEnd()).join('\n');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(width - stringWidth(text));
}

/** Control characters in foreign data must not move the cursor or colour the terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');
}

/** A value as one cell: texts and lists of texts as they stand, everything else as JSON. */
export function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const isWords = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isWords ? value.join(', ') : JSON.stringify(value);
}

/** Objects of one shape as a table, their members as columns. */
export function objectTable(objects: readonly object[]): string {
  const head = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const rows = objects.map((object) => {
    const members = new Map<string, unknown>(Object.entries(object));
    return head.map((name) => cell(members.get(name)));
  });
  return table(head, rows);
}

/** One object: its members below one another, `ledger.height` for one within, and lists of objects as tables behind them. */
export function objectText(object: object): string {
  const entries = leaves(object);
  const lists = entries.filter((entry): entry is readonly [string, readonly object[]] =>
    isObjectList(entry[1]),
  );
  const members = entries.filter(([, value]) => !isObjectList(value));
  const parts = [list(members.map(([name, value]) => [name, cell(value)]))];
  for (const [name, objects] of lists) parts.push(`${oneLine(name)}\n${objectTable(objects)}`);
  return parts.filter((part) => part !== '').join('\n\n');
}

function leaves(object: object): readonly (readonly [string, unknown])[] {
  return Object.entries(object).flatMap(([name, value]: [string, unknown]) => {
    if (!isObject(value)) return [[name, value] as const];
    return leaves(value).map(([member, it]) => [`${name}.${member}`, it] as const);
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isObjectList(value: unknown): value is readonly object[] {
  const isList = Array.isArray(value) && value.length > 0;
  return isList && value.every(isObject);
}
