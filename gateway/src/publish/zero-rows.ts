// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { OwnRecord, Snapshot } from '../intake/snapshot.js';
import { SNAPSHOT_PAGE_ROWS } from '../limits.js';
import type { Store } from '../store/store.js';
import { JsonLines } from './json-lines.js';

/** A row that a file does not have and that is published with it, since the file is taken for all there is. */
export interface ZeroRow {
  /** Id of the own record that it says is 0. */
  readonly zeroes: string;
  readonly values: JsonObject;
}

/**
 * Finds what a snapshot lacks of the own current records, and keeps it in a file, since memory should not
 * hold as many as there may be.
 */
export async function writeZeroRows(
  path: string,
  snapshot: Snapshot,
  stock: AsyncIterable<OwnRecord>,
): Promise<void> {
  const rows = new JsonLines(path);
  for await (const own of stock) {
    const values = snapshot.zeroRow(own);
    if (values === undefined) continue;
    const row: ZeroRow = { zeroes: own.id, values };
    rows.addAll([row]);
    await rows.writeIfFull();
  }
  await rows.write();
}

/** Own current records of a kind; only one page of them is in memory. */
export async function* ownCurrent(store: Store, publisher: string, kind: string): AsyncGenerator<OwnRecord> {
  let after: number | null = 0;
  while (after !== null) {
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(store, { publisher, kind, after });
    yield* page.records;
    after = page.next;
  }
}

function readPage(store: Store, from: { publisher: string; kind: string; after: number }) {
  return store.read('record.own-current', { ...from, limit: SNAPSHOT_PAGE_ROWS });
}
