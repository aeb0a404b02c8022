// SPDX-License-Identifier: Apache-2.0
import { JOBS_FORGOTTEN_MAX } from '../limits.js';
import { prepared, type Operation } from '../store/operation.js';
import { announceImport } from './import-finished.js';

/** `reading`: rows remain to be sealed; `sending`: all are sealed; then `done` or `failed`. */
export type JobState = 'reading' | 'sending' | 'done' | 'failed';

/** A call to publish, from its sealed bytes to the ledger's last word. */
export interface JobRow {
  readonly id: string;
  readonly state: JobState;
  readonly kind: string;
  readonly total: number;
  readonly done: number;
  readonly nextRow: number;
  /** JSON. */
  readonly request: string;
  /** JSON `{accepted, rejected, warnings}`. */
  readonly answer: string;
  /** JSON list of faults. */
  readonly errors: string;
  /** The highest block in which a transaction of it stands; null before the first. */
  readonly block: number | null;
  /** How many transactions it has put into the outbox. */
  readonly transactions: number;
}

const select = `SELECT id, state, kind, total, done, next_row AS nextRow, request, answer, errors,
  (SELECT MAX(block) FROM outbox WHERE outbox.job = job.id) AS block,
  (SELECT COUNT(*) FROM outbox WHERE outbox.job = job.id AND is_replacement = 0) AS transactions FROM job`;

/** One job, or `null`. */
export const jobRead: Operation<{ readonly id: string }, JobRow | null> = (db, { id }) =>
  prepared<JobRow>(db.vault, `${select} WHERE id = ?`).get(id) ?? null;

/** Jobs with rows still to be sealed, oldest first: a crash interrupted them. */
export const jobReading: Operation<Record<string, never>, readonly JobRow[]> = (db) =>
  prepared<JobRow>(db.vault, `${select} WHERE state = 'reading' ORDER BY created_at, id`).all();

/** Ends a job that cannot go on; what is in its outbox already is still sent. */
export const jobFailed: Operation<
  { readonly id: string; readonly errors: string; readonly at: string },
  void
> = (db, { id, errors, at }) => {
  prepared(
    db.vault,
    `UPDATE job SET state = 'failed', errors = ?, finished_at = ?, request = '{}' WHERE id = ?`,
  ).run(errors, at, id);
  prepared(db.vault, `UPDATE idempotency SET state = 'done' WHERE job = ?`).run(id);
  announceImport(db, id, at);
};

/** What of a kind is still on its way, and the highest block in which anything own stands. */
export const jobUnsettled: Operation<
  { readonly kind: string },
  { readonly jobs: readonly string[]; readonly block: number | null }
> = (db, { kind }) => {
  const jobs = prepared<{ id: string }>(
    db.vault,
    `SELECT id FROM job WHERE kind = ? AND state IN ('reading', 'sending') ORDER BY created_at, id`,
  ).all(kind);
  const last = prepared<{ block: number | null }>(db.vault, 'SELECT MAX(block) AS block FROM outbox').get();
  return { jobs: jobs.map(({ id }) => id), block: last?.block ?? null };
};

/** What one transaction of a job has published. */
export interface TransactionPublications {
  /** Order within the job. */
  readonly position: number;
  /** JSON texts of the answer's `publications` in UTF-8, divided by commas. */
  readonly text: Uint8Array;
}

/**
 * What the next committed transaction of a job has published, or `null` after the last. One at a time and as text,
 * since a large import names each of its rows; what stands in the place of a refused one publishes nothing.
 *
 * @param args - `after` is the position of the one before, -1 for the first
 */
export const jobPublications: Operation<
  { readonly id: string; readonly after: number },
  TransactionPublications | null
> = (db, { id, after }) => {
  // Joined by the database itself: made of objects here, an import's rows would fill this thread's memory.
  const entry = prepared<{ position: number; text: string }>(
    db.vault,
    `SELECT position, (
        SELECT group_concat(json_set(value, '$.transactionId', o.transaction_id, '$.block', o.block))
          FROM json_each(o.rows)
      ) AS text
      FROM outbox o WHERE job = ? AND position > ? AND state = 'committed' ORDER BY position LIMIT 1`,
  ).get(id, after);
  return entry === undefined ? null : { position: entry.position, text: Buffer.from(entry.text) };
};

/** Ids of everything that a job has sealed and that was not refused. */
export const jobSealed: Operation<{ readonly id: string }, readonly string[]> = (db, { id }) =>
  prepared<{ rows: string }>(
    db.vault,
    `SELECT rows FROM outbox WHERE job = ? AND state <> 'refused' ORDER BY position`,
  )
    .all(id)
    .flatMap(({ rows }) => (JSON.parse(rows) as { id: string }[]).map((publication) => publication.id));

/**
 * Forgets how calls ended that did so before a time, and what stood in which transaction of theirs; what they have
 * published stays. The last of their blocks stays too, since a snapshot waits for it.
 */
export const jobPrune: Operation<{ readonly before: string }, void> = (db, { before }) => {
  const ended = prepared<{ id: string }>(
    db.vault,
    `SELECT id FROM job WHERE finished_at < ? ORDER BY finished_at LIMIT ${JOBS_FORGOTTEN_MAX}`,
  ).all(before);
  for (const { id } of ended) {
    prepared(
      db.vault,
      `DELETE FROM outbox WHERE job = ? AND state IN ('committed', 'refused')
        AND (block IS NULL OR block < (SELECT MAX(block) FROM outbox))`,
    ).run(id);
    prepared(
      db.vault,
      'DELETE FROM job WHERE id = @id AND NOT EXISTS (SELECT 1 FROM outbox WHERE job = @id)',
    ).run({ id });
  }
};
