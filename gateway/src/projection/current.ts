// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '@chainshare/chaincode/model';
import type { Sqlite } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';
import { checkpoint } from './checkpoint.js';
import { instantColumn } from './instant-column.js';
import { addToCurrentCount } from './terms.js';

/** A key of one publisher, under which at most one record is current. */
export interface LineageKey {
  readonly publisher: string;
  readonly kind: string;
  /** SHA-256 that covers the kind, and for most kinds the publisher */
  readonly key: Buffer;
}

/** A record's place in its lineage. */
export interface LineagePlace {
  readonly lineage: number;
  /** whether it is the first of the lineage and therefore current at once */
  readonly first: boolean;
}

/**
 * Finds the lineage of a record, or begins it. Most records of a first delivery are the only one of their key;
 * electing each of them would take a third of the time of a rebuild.
 *
 * @param candidate - whether the record may be current now: its order does not lie in the future
 */
export function joinLineage(
  file: Sqlite,
  { publisher, kind, key }: LineageKey,
  record: number,
  candidate: boolean,
): LineagePlace {
  const { changes, lastInsertRowid } = prepared(
    file,
    'INSERT INTO lineage (publisher, kind, key, current) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  ).run(publisher, kind, key, candidate ? record : null);
  if (changes > 0) return { lineage: Number(lastInsertRowid), first: candidate };
  const known = prepared<{ n: number }>(file, 'SELECT n FROM lineage WHERE key = ? AND publisher = ?');
  return { lineage: known.get(key, publisher)?.n ?? 0, first: false };
}

/**
 * Makes current what should be: of the records that are neither superseded nor of the future the greatest by
 * order, then by ledger. A superseded record thereby makes room for the one before it.
 *
 * @param block - the checkpoint, as time of the change for pages that began before
 */
export function electCurrent(file: Sqlite, lineage: number, block: number): void {
  const { current } = prepared<{ current: number | null }>(
    file,
    'SELECT current FROM lineage WHERE n = ?',
  ).get(lineage) ?? { current: null };
  const best =
    prepared<{ n: number }>(
      file,
      `SELECT n FROM record WHERE lineage = ? AND superseded_reason IS NULL AND waiting = 0
        ORDER BY order_value DESC, n DESC LIMIT 1`,
    ).get(lineage)?.n ?? null;
  if (best === current) return;
  if (current !== null) leave(file, current, block);
  if (best !== null) enter(file, best, block);
  prepared(file, 'UPDATE lineage SET current = ? WHERE n = ?').run(best, lineage);
}

/** Lets records whose time has come take their place. Returns how many there were. */
export const promoteWaiting: Operation<{ readonly now: Instant }, number> = (db, { now }) => {
  const file = db.projection;
  const due = prepared<{ n: number; lineage: number }>(
    file,
    'SELECT n, lineage FROM record WHERE waiting = 1 AND order_value <= ?',
  ).all(instantColumn(now));
  const block = checkpoint(file);
  for (const { n, lineage } of due) {
    prepared(file, 'UPDATE record SET waiting = 0 WHERE n = ?').run(n);
    electCurrent(file, lineage, block);
  }
  return due.length;
};

/** Whether {@link promoteWaiting} would change anything. */
export function isPromotionDue(file: Sqlite, now: Instant): boolean {
  const sql = 'SELECT 1 FROM record WHERE waiting = 1 AND order_value <= ? LIMIT 1';
  return prepared(file, sql).get(instantColumn(now)) !== undefined;
}

function enter(file: Sqlite, record: number, block: number): void {
  prepared(file, 'UPDATE record SET current_since = ? WHERE n = ?').run(block, record);
  addToCurrentCount(file, 1);
}

function leave(file: Sqlite, record: number, block: number): void {
  prepared(
    file,
    `INSERT INTO past_current (record, since_block, until_block)
      SELECT n, current_since, ? FROM record WHERE n = ? AND current_since < ?`,
  ).run(block, record, block);
  prepared(file, 'UPDATE record SET current_since = NULL WHERE n = ?').run(record);
  addToCurrentCount(file, -1);
}
