// SPDX-License-Identifier: Apache-2.0
import type { Instant, Section } from '@chainshare/chaincode/model';
import { ARRIVALS_PER_READ_MAX } from '../changes/limits.js';
import type { Databases } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';
import { importNews } from '../vault/import-finished.js';
import { newChangeWriter, type ChangeWriter } from './change-writer.js';
import type { ArrivedPublication, StoredChange } from './stored-change.js';

/** What a follower wants to read next. */
export interface ChangeQuery {
  /** number of the last event that he has seen */
  readonly after: number;
  /** only records of these kinds; null = everything */
  readonly kinds: readonly string[] | null;
  readonly limit: number;
  /** what the ends of grants are compared with */
  readonly now: Instant;
}

/** The next events of a follower. */
export interface ChangePage {
  readonly changes: readonly StoredChange[];
  /** number up to which everything was looked at */
  readonly after: number;
  /** whether there may be more at once */
  readonly more: boolean;
}

type ArrivalRow = Omit<ArrivedPublication, 'n' | 'kind'> & { readonly sections: string };

interface ProjectedRow {
  readonly n: number;
  readonly state: string;
  readonly kind: string | null;
  readonly sections: string | null;
  readonly granted: string | null;
}

/**
 * Reads the events after a number, in the order of the arrivals. It stops before an arrival that the vault has
 * and the projection does not have yet: what comes later is shown later, never instead.
 */
export const readChangePage: Operation<ChangeQuery, ChangePage> = (db, { after, kinds, limit, now }) => {
  const write = newChangeWriter(db.projection, now);
  const changes: StoredChange[] = [];
  const arrivals = arrivalsAfter(db, after);
  let seen = after;
  for (const row of arrivals) {
    const source = sourceOf(db, row, write);
    if (source === 'later') return { changes, after: seen, more: false };
    const end = row.seq + row.records - 1;
    for (let seq = Math.max(row.seq, after + 1); seq <= end && source !== 'silent'; seq++) {
      if (changes.length === limit) return { changes, after: seq - 1, more: true };
      const change = source(seq - row.seq);
      if (change !== null && (kinds === null || kinds.includes(change.kind ?? ''))) changes.push(change);
    }
    seen = end;
  }
  return { changes, after: seen, more: arrivals.length === ARRIVALS_PER_READ_MAX };
};

function arrivalsAfter({ vault }: Databases, after: number): readonly ArrivalRow[] {
  return prepared<ArrivalRow>(
    vault,
    `SELECT publication, seq, epoch, type, sections, records, received_at AS time FROM arrival
      WHERE seq >= coalesce((SELECT max(seq) FROM arrival WHERE seq <= @next), 0) AND seq + records > @next
      ORDER BY seq LIMIT ${ARRIVALS_PER_READ_MAX}`,
  ).all({ next: after + 1 });
}

/** Gives the event of each record of an arrival. */
type ChangeSource = (index: number) => StoredChange | null;

/** `later`: not in the projection yet; `silent`: nobody is told of it. */
function sourceOf(
  db: Databases,
  arrival: ArrivalRow,
  write: ChangeWriter,
): ChangeSource | 'later' | 'silent' {
  if (arrival.type === 'system') return 'silent';
  if (arrival.type === 'import.finished') return () => importChange(db, arrival);
  const row = prepared<ProjectedRow>(
    db.projection,
    'SELECT n, state, kind, sections, granted FROM publication WHERE id = ?',
  ).get(arrival.publication);
  if (row === undefined || row.state === 'own' || row.state === 'pending') return 'later';
  const { n, kind } = row;
  if (row.state !== 'opened' || kind === null) return 'silent';
  return isComplete(row, arrival) ? (index) => write({ ...arrival, n, kind }, index) : 'later';
}

/** A later grant is an arrival of its own, with more sections; they may not be projected yet. */
function isComplete(row: ProjectedRow, arrival: ArrivalRow): boolean {
  const present = JSON.parse(row.sections ?? '[]') as readonly Section[];
  const granted = JSON.parse(row.granted ?? '[]') as readonly Section[];
  const opened = JSON.parse(arrival.sections) as readonly Section[];
  return opened.every((section) => granted.includes(section) || !present.includes(section));
}

function importChange(db: Databases, { publication, epoch, seq, type, time }: ArrivalRow): StoredChange {
  return { epoch, seq, type, time, subject: publication, kind: null, data: importNews(db, publication) };
}
