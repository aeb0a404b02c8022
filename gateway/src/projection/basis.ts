// SPDX-License-Identifier: Apache-2.0
import type { Withheld, WithheldReason } from '../services.js';
import type { Sqlite } from '../store/databases.js';
import { prepared } from '../store/operation.js';
import { checkpoint } from './checkpoint.js';
import type { WrittenRecord } from './record-view.js';

/** The block that an answer is based on; 0 also before the first block is there. */
export function asOfBlockOf(file: Sqlite): number {
  return Math.max(checkpoint(file), 0);
}

/** Which publications an answer is about. */
export interface Scope {
  /** empty = all */
  readonly publishers: readonly string[];
  readonly kind: string | null;
  readonly nowSeconds: number;
}

/** SQL that restricts `publisher` to a list given as JSON, unless the list is empty. */
const ofPublishers = `(json_array_length(@publishers) = 0 OR publisher IN (SELECT value FROM json_each(@publishers)))`;

/** Publications meant for this enterprise that are not opened yet. */
export function pendingCount(file: Sqlite, publishers: readonly string[] = []): number {
  const sql = `SELECT count(*) AS count FROM publication WHERE state IN ('own', 'pending') AND ${ofPublishers}`;
  return prepared<{ count: number }>(file, sql).get({ publishers: JSON.stringify(publishers) })?.count ?? 0;
}

/** What is withheld of the records of an answer, by section and reason. */
export function withheldOfRecords(records: readonly WrittenRecord[]): readonly Withheld[] {
  const counts = new Map<string, { -readonly [K in keyof Withheld]: Withheld[K] }>();
  for (const { scope, reason } of records.flatMap(({ withheld }) => withheld)) {
    const key = `${reason} ${scope}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { reason, scope, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()];
}

/**
 * Publications of which nothing is shown: those that cannot be opened, are purged or never came, and those
 * whose grant is over. What was never granted is not among them: its existence is not disclosed.
 */
export function withheldPublications(file: Sqlite, scope: Scope): readonly Withheld[] {
  const parameters = { ...scope, publishers: JSON.stringify(scope.publishers) };
  return publicationQueries.flatMap(({ reason, sql }) => {
    const count = prepared<{ count: number | null }>(file, sql).get(parameters)?.count ?? 0;
    return count === 0 ? [] : [{ reason, scope: 'publication', count }];
  });
}

const ofKind = '(@kind IS NULL OR kind = @kind)';

/** A hole in a counter may be one of those that are still to be pulled, so it waits for them. */
const nothingPending = `NOT EXISTS (SELECT 1 FROM publication p
  WHERE p.publisher = missing.publisher AND p.state IN ('own', 'pending'))`;

const publicationQueries: readonly { readonly reason: WithheldReason; readonly sql: string }[] = [
  { reason: 'unverifiable', sql: lost('unreadable') },
  { reason: 'purged', sql: lost('purged') },
  {
    reason: 'missing',
    sql: `SELECT sum(count) AS count FROM missing WHERE ${ofPublishers} AND ${nothingPending}`,
  },
  {
    reason: 'revoked',
    sql: `SELECT count(*) AS count FROM publication WHERE ended_at IS NOT NULL AND ${ofKind} AND ${ofPublishers}`,
  },
  {
    reason: 'expired',
    sql: `SELECT count(*) AS count FROM publication
      WHERE until > 0 AND until <= @nowSeconds AND ended_at IS NULL AND ${ofKind} AND ${ofPublishers}`,
  },
];

function lost(state: 'unreadable' | 'purged'): string {
  return `SELECT count(*) AS count FROM publication WHERE state = '${state}' AND ${ofPublishers}`;
}
