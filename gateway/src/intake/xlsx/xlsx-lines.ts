// SPDX-License-Identifier: Apache-2.0
import type { CellLine } from '../sheet-cell.js';
import { Archive } from './archive.js';
import { readSharedTexts } from './shared-texts.js';
import { LineReader } from './sheet-lines.js';
import { readWorkbook } from './workbook.js';
import { readXml } from './xml.js';

/**
 * Reads the first sheet of a workbook on disk, some lines at a time. Whatever a workbook holds beside that sheet, its texts
 * and its styles is never unpacked.
 *
 * @throws GatewayError INVALID_REQUEST with the fault that makes it unreadable
 */
export async function* xlsxLines(path: string): AsyncGenerator<readonly CellLine[]> {
  const archive = await Archive.open(path);
  try {
    const { sheet, sharedTexts, forms, dateSystem } = await readWorkbook(archive);
    const texts = await readSharedTexts(archive, sharedTexts);
    const context = { forms, dateSystem, texts };
    yield* readXml<CellLine>(archive.stream(sheet), (put) => new LineReader(context, put));
  } finally {
    archive.close();
  }
}
