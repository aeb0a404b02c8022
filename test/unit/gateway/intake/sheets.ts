// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayError, type Fault } from '@chainshare/gateway/internal/errors.js';
import { openSheet } from '@chainshare/gateway/internal/intake/input.js';
import type { InputRow, RowSource } from '@chainshare/gateway/internal/intake/input-row.js';
import type { SheetReading } from '@chainshare/gateway/internal/intake/sheet-reading.js';
import { sheetRows } from '@chainshare/gateway/internal/intake/sheet-rows.js';
import type { Kind } from '@chainshare/gateway/internal/kinds/kind.js';

/** Runs with a file of the given content in a folder of its own. */
export async function withFile<T>(
  content: string | Uint8Array,
  run: (path: string) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'chainshare-intake-'));
  try {
    const path = join(dir, 'body');
    await writeFile(path, content);
    return await run(path);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** All rows of a sheet of this content. */
export function readSheet(
  content: string | Uint8Array,
  form: 'csv' | 'xlsx',
  kind: Kind,
  reading: SheetReading = { timeZone: 'Asia/Shanghai' },
): Promise<readonly InputRow[]> {
  return withFile(content, async (path) =>
    rowsOf(await sheetRows(await openSheet({ path }, form), kind, reading)),
  );
}

/** All rows of a source. */
export async function rowsOf(source: RowSource): Promise<readonly InputRow[]> {
  const rows: InputRow[] = [];
  for await (const some of source.rows()) rows.push(...some);
  return rows;
}

/** The faults with which something is refused. */
export async function faultsOf(run: () => Promise<unknown>): Promise<readonly Fault[]> {
  try {
    await run();
  } catch (error) {
    if (error instanceof GatewayError)
      return error.details.errors ?? [{ pointer: '', code: error.code, message: '' }];
    throw error;
  }
  return [];
}
