// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';

/** One thing that was served or refused to a caller. */
export interface AccessEntry {
  /** RFC 3339, UTC */
  readonly at: string;
  readonly subject: string;
  readonly clientId: string;
  readonly action: 'read' | 'list' | 'prove' | 'access' | 'publication';
  readonly record: string | null;
  readonly outcome: 'served' | 'refused';
  /** records served */
  readonly count: number;
}

/** An entry with its number; numbers ascend. */
export interface NumberedAccessEntry extends AccessEntry {
  readonly seq: number;
}

/** Adds entries in their order. */
export const accessLogAdd: Operation<readonly AccessEntry[], void> = (db, entries) => {
  const insert = prepared(
    db.vault,
    'INSERT INTO access_log (at, subject, client_id, action, record, outcome, count) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { at, subject, clientId, action, record, outcome, count } of entries) {
    insert.run(at, subject, clientId, action, record, outcome, count);
  }
};

/** The newest entries before a number, newest first. */
export const accessLogPage: Operation<
  { readonly before: number | null; readonly limit: number },
  readonly NumberedAccessEntry[]
> = (db, { before, limit }) =>
  prepared<NumberedAccessEntry>(
    db.vault,
    `SELECT seq, at, subject, client_id AS clientId, action, record, outcome, count FROM access_log
      WHERE seq < ? ORDER BY seq DESC LIMIT ?`,
  ).all(before ?? Number.MAX_SAFE_INTEGER, limit);
