// SPDX-License-Identifier: Apache-2.0
import { stringify } from 'csv-stringify/sync';

/** Without it spreadsheets in China take UTF-8 for GBK. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Lines of CSV (RFC 4180). */
export function csvText(lines: readonly (readonly string[])[]): string {
  return stringify(lines as string[][], { record_delimiter: '\r\n' });
}

/** A CSV file in UTF-8, piece by piece. */
export async function* csvBytes(
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvText([header]);
  for await (const lines of batches) if (lines.length > 0) yield csvText(lines);
}
