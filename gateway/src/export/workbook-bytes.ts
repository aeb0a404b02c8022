// SPDX-License-Identifier: Apache-2.0
/**
 * The one place that writes workbooks: the library behind it is young and may have to be replaced. It takes a quarter
 * of a second to load, which no start should wait for, so that happens with the first workbook.
 */
import type { WriteSheet } from 'hucre/xlsx';

/** What a reader would take for an escaped character; the library escapes characters, but not such texts. */
const escapeForm = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** One sheet of a short workbook. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Places of columns whose cells are texts whatever is typed into them, so that codes keep their zeros. */
  readonly textColumns?: readonly number[];
  /** Empty lines below the rows that are ready to be filled in. */
  readonly emptyLines?: number;
}

/** Width of a column in characters: a code or a time fits. */
const COLUMN_WIDTH = 18;

/**
 * A workbook of one sheet, made while it is sent: every cell is a text. Lines that a sheet has no room for (over a
 * million) go on in a second one, below the same header.
 */
export async function* workbookBytes(
  name: string,
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Uint8Array> {
  const { writeXlsxStream } = await import('hucre/xlsx');
  const stream = writeXlsxStream(rowsOf(header, batches), { name, freezePane: { rows: 1 } });
  for await (const piece of stream) yield piece;
}

async function* rowsOf(
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<string[]> {
  yield [...header];
  for await (const lines of batches) for (const cells of lines) yield cells.map(cellText);
}

/** A text as a cell holds it (ECMA-376 part 1, 22.9.2.19). */
function cellText(text: string): string {
  return text.replace(escapeForm, '_x005F_');
}

/** A workbook of some short sheets. */
export async function shortWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({ sheets: sheets.map(toWriteSheet) });
}

function toWriteSheet({ name, rows, textColumns = [], emptyLines = 0 }: Sheet): WriteSheet {
  const width = Math.max(...rows.map((cells) => cells.length));
  const texts = new Set(textColumns);
  const empty = Array.from({ length: width }, (_, i) => (texts.has(i) ? '' : null));
  return {
    name,
    columns: Array.from({ length: width }, (_, i) => ({
      width: COLUMN_WIDTH,
      ...(texts.has(i) ? { numFmt: '@' } : {}),
    })),
    rows: [
      ...rows.map((cells) => cells.map(cellText)),
      ...Array.from({ length: emptyLines }, () => [...empty]),
    ],
    freezePane: { rows: 1 },
  };
}
