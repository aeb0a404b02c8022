// SPDX-License-Identifier: Apache-2.0
import type { Sqlite } from '../store/databases.js';
import { prepared } from '../store/operation.js';
import { electCurrent } from './current.js';
import { parseRecordId, recordNumber } from './record-number.js';
import { RECORDS_PER_PUBLICATION } from './limits.js';

/** Why a record no longer holds. */
export interface Supersession {
  /** `not-disclosed`: a tag says so, but what follows cannot be read here */
  readonly reason: 'corrected' | 'withdrawn' | 'not-disclosed';
  /** number of the record that says so, null when it cannot be read */
  readonly by: number | null;
}

/**
 * Marks a record as superseded, so that it leaves what is current. What can be read goes before what cannot;
 * of two corrections the later one counts, whichever is opened first.
 */
export function supersede(file: Sqlite, record: number, { reason, by }: Supersession, block: number): void {
  const row = prepared<{ lineage: number; reason: string | null; by: number | null }>(
    file,
    'SELECT lineage, superseded_reason AS reason, superseded_by AS by FROM record WHERE n = ?',
  ).get(record);
  if (row === undefined) return;
  if (by === null ? row.reason !== null : by <= Math.max(record, row.by ?? 0)) return;
  prepared(file, 'UPDATE record SET superseded_reason = ?, superseded_by = ? WHERE n = ?').run(
    reason,
    by,
    record,
  );
  electCurrent(file, row.lineage, block);
}

/** Marks every record of a publication. */
export function supersedeAll(file: Sqlite, publication: number, cause: Supersession, block: number): void {
  const from = recordNumber(publication, 0);
  const rows = prepared<{ n: number }>(file, 'SELECT n FROM record WHERE n >= ? AND n < ?').all(
    from,
    from + RECORDS_PER_PUBLICATION,
  );
  for (const { n } of rows) supersede(file, n, cause, block);
}

/** What a record says about another one. */
export interface Statement {
  readonly by: number;
  readonly reason: 'corrected' | 'withdrawn';
  /** id of a record, or of a whole publication */
  readonly about: string;
  readonly publisher: string;
}

/** Applies a correction or withdrawal that was opened. It counts only for records of the same publisher. */
export function applyStatement(file: Sqlite, statement: Statement, block: number): void {
  const place = parseRecordId(statement.about) ?? { publication: statement.about, index: null };
  const target = prepared<{ n: number }>(
    file,
    'SELECT n FROM publication WHERE id = ? AND publisher = ?',
  ).get(place.publication, statement.publisher);
  if (target === undefined) return;
  if (place.index === null) supersedeAll(file, target.n, statement, block);
  else supersede(file, recordNumber(target.n, place.index), statement, block);
}

/**
 * Applies what records opened earlier have said about a publication opened now, or about records of it. Their
 * ids all begin with its id and a dot, so they stand side by side in the index.
 */
export function applyEarlierStatements(
  file: Sqlite,
  publication: { readonly id: string; readonly publisher: string },
  block: number,
): void {
  const statements = prepared<Statement>(
    file,
    `SELECT r.n AS by, r.about_reason AS reason, r.about, p.publisher
      FROM record r JOIN publication p ON p.n = r.n / ${RECORDS_PER_PUBLICATION}
      WHERE r.about >= ? AND r.about < ? AND p.publisher = ? ORDER BY r.n`,
  ).all(publication.id, `${publication.id}/`, publication.publisher);
  for (const statement of statements) applyStatement(file, statement, block);
}
