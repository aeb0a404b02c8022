// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';
import type { Databases } from '../store/databases.js';
import { outboxAdd, type OutboxEntry } from './publish-store.js';
import { announceImport } from './import-finished.js';

/** How far a transaction has come. */
export type OutboxState = 'sealed' | 'endorsed' | 'submitted' | 'committed' | 'refused';

/** One publication that waits to be sent. */
export interface OutboxItem {
  readonly id: string;
  readonly envelope: string;
  readonly sealed: Uint8Array;
  /** JSON of `StoredAddressees`. */
  readonly addressees: string;
}

/** One transaction that waits to be sent, with the signed bytes if it was endorsed already. */
export interface OpenTransaction {
  readonly id: string;
  readonly job: string;
  readonly position: number;
  readonly isReplacement: boolean;
  readonly state: OutboxState;
  readonly transactionId: string | null;
  readonly transactionBytes: Uint8Array | null;
  readonly items: readonly OutboxItem[];
}

/** Ids of the transactions that are neither committed nor refused, in the order in which they were sealed. */
export const outboxOpen: Operation<Record<string, never>, readonly string[]> = (db) =>
  prepared<{ id: string }>(
    db.vault,
    `SELECT id FROM outbox WHERE state NOT IN ('committed', 'refused') ORDER BY rowid`,
  )
    .all()
    .map(({ id }) => id);

/** One transaction with its publications, or `null` when it is done. */
export const outboxLoad: Operation<{ readonly id: string }, OpenTransaction | null> = (db, { id }) => {
  const row = prepared<Omit<OpenTransaction, 'items' | 'isReplacement'> & { isReplacement: number }>(
    db.vault,
    `SELECT id, job, position, is_replacement AS isReplacement, state, transaction_id AS transactionId, transaction_bytes AS transactionBytes
       FROM outbox WHERE id = ? AND state NOT IN ('committed', 'refused')`,
  ).get(id);
  if (row === undefined) return null;
  const items = prepared<OutboxItem>(
    db.vault,
    `SELECT publication AS id, envelope, sealed, addressees FROM outbox_item JOIN received USING (publication)
      WHERE outbox = ? ORDER BY position`,
  ).all(id);
  return { ...row, isReplacement: row.isReplacement === 1, items };
};

/** Keeps the signed bytes, so that a retry sends the very same transaction. */
export const outboxEndorsed: Operation<
  { readonly id: string; readonly transactionId: string; readonly bytes: Uint8Array },
  void
> = (db, { id, transactionId, bytes }) => {
  prepared(
    db.vault,
    `UPDATE outbox SET state = 'endorsed', transaction_id = ?, transaction_bytes = ? WHERE id = ?`,
  ).run(transactionId, bytes, id);
};

/** Notes that the ordering service has taken the transaction. */
export const outboxSubmitted: Operation<{ readonly id: string }, void> = (db, { id }) => {
  prepared(db.vault, `UPDATE outbox SET state = 'submitted' WHERE id = ?`).run(id);
};

/** Gives up a signed transaction that can never be valid, so that a new one is made from the same bytes. */
export const outboxReopen: Operation<{ readonly id: string }, void> = (db, { id }) => {
  prepared(
    db.vault,
    `UPDATE outbox SET state = 'sealed', transaction_id = NULL, transaction_bytes = NULL WHERE id = ?`,
  ).run(id);
};

/** Notes in which block the transaction stands, drops what was kept to send it, and ends the job with its last. */
export const outboxCommitted: Operation<
  { readonly id: string; readonly transactionId: string; readonly block: number; readonly at: string },
  void
> = (db, { id, transactionId, block, at }) => {
  prepared(
    db.vault,
    `UPDATE outbox SET state = 'committed', transaction_id = ?, transaction_bytes = NULL, block = ? WHERE id = ?`,
  ).run(transactionId, block, id);
  prepared(db.vault, 'DELETE FROM outbox_item WHERE outbox = ?').run(id);
  prepared(
    db.vault,
    `UPDATE job SET done = done + outbox.row_count FROM outbox WHERE outbox.id = ? AND job.id = outbox.job`,
  ).run(id);
  finishJob(db, id, at);
};

/**
 * Gives up what the ledger refuses by its rules: it was never published, so nothing of it is kept, and void
 * publications with the same counters take its place, so that no recipient sees a hole.
 */
export const outboxRefused: Operation<
  {
    readonly id: string;
    /** JSON list of faults. */
    readonly errors: string;
    readonly replacement: OutboxEntry | null;
    readonly at: string;
  },
  void
> = (db, { id, errors, replacement, at }) => {
  prepared(db.vault, `UPDATE outbox SET state = 'refused', transaction_bytes = NULL WHERE id = ?`).run(id);
  for (const table of ['received', 'opened', 'grant_given']) {
    prepared(
      db.vault,
      `DELETE FROM ${table} WHERE publication IN (SELECT publication FROM outbox_item WHERE outbox = ?)`,
    ).run(id);
  }
  prepared(db.vault, 'DELETE FROM outbox_item WHERE outbox = ?').run(id);
  prepared(db.vault, 'UPDATE job SET errors = ? WHERE id = (SELECT job FROM outbox WHERE id = ?)').run(
    errors,
    id,
  );
  if (replacement !== null) outboxAdd(db, replacement, at);
  finishJob(db, id, at);
};

/** A job ends with the last of its transactions; it has failed if one of them was refused. */
function finishJob(db: Databases, outbox: string, at: string): void {
  const job = prepared<{ id: string }>(
    db.vault,
    `SELECT id FROM job WHERE id = (SELECT job FROM outbox WHERE id = ?) AND state = 'sending'
       AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.job = job.id AND state NOT IN ('committed', 'refused'))`,
  ).get(outbox);
  if (job === undefined) return;
  prepared(
    db.vault,
    `UPDATE job SET finished_at = ?, request = '{}', state = CASE WHEN EXISTS
       (SELECT 1 FROM outbox o WHERE o.job = job.id AND o.state = 'refused') THEN 'failed' ELSE 'done' END
     WHERE id = ?`,
  ).run(at, job.id);
  prepared(db.vault, `UPDATE idempotency SET state = 'done' WHERE job = ?`).run(job.id);
  announceImport(db, job.id, at);
}
