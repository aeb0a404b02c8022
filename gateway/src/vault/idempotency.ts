// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';

/** A key that has been used, and for which request. */
export interface IdempotencyRow {
  readonly bodyHash: string;
  readonly job: string;
}

/** Looks a key up; `null` when it is free. */
export const idempotencyRead: Operation<{ readonly key: string }, IdempotencyRow | null> = (db, { key }) =>
  prepared<IdempotencyRow>(
    db.vault,
    'SELECT body_hash AS bodyHash, job FROM idempotency WHERE key = ? AND job IS NOT NULL',
  ).get(key) ?? null;

/** Forgets keys whose request was settled and that were first used before a time. */
export const idempotencyPrune: Operation<{ readonly before: string }, void> = (db, { before }) => {
  prepared(db.vault, `DELETE FROM idempotency WHERE state = 'done' AND created_at < ?`).run(before);
};
