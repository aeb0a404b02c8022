// SPDX-License-Identifier: Apache-2.0
import type { Sqlite } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';

/** The last projected block, or -1 before the first. */
export function checkpoint(file: Sqlite): number {
  return prepared<{ block: number }>(file, 'SELECT block FROM checkpoint').get()?.block ?? -1;
}

/** States that a block is projected. */
export function setCheckpoint(file: Sqlite, block: number): void {
  prepared(
    file,
    'INSERT INTO checkpoint (one, block) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET block = excluded.block',
  ).run(block);
}

/** Reads the last projected block, -1 before the first. */
export const readCheckpoint: Operation<unknown, number> = (db) => checkpoint(db.projection);
