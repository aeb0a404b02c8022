// SPDX-License-Identifier: Apache-2.0
import type { Sqlite } from '../store/databases.js';
import { prepared } from '../store/operation.js';

/** Something that records can be filtered by. */
export interface Term {
  /** `kind`, `publisher`, `subject`, or `<kind>.<field>` */
  readonly space: string;
  readonly value: string;
}

/** A term as the tables know it. */
export interface KnownTerm {
  readonly n: number;
  /** how many records have it */
  readonly records: number;
}

/** Not a filter of its own: counts the current records, so that a list knows how rare they are. */
export const CURRENT_TERM: Term = { space: 'state', value: 'current' };

/** The space of a field of a kind. */
export function fieldSpace(kind: string, field: string): string {
  return `${kind}.${field}`;
}

/** Looks a term up; `undefined` when no record has it. */
export function findTerm(file: Sqlite, { space, value }: Term): KnownTerm | undefined {
  return prepared<KnownTerm>(file, 'SELECT n, records FROM term WHERE value = ? AND space = ?').get(
    value,
    space,
  );
}

/** Adds to the number of records that have a term, and returns the term's number. */
export function changeCount(file: Sqlite, { space, value }: Term, change: number): number {
  const row = prepared<{ n: number }>(
    file,
    `INSERT INTO term (space, value, records) VALUES (?, ?, ?)
      ON CONFLICT (value, space) DO UPDATE SET records = records + excluded.records RETURNING n`,
  ).get(space, value, change);
  return row?.n ?? 0;
}

/** Collects the terms of many records and writes them in the order of the table, which is twice as fast. */
export class PostingBatch {
  readonly #records = new Map<string, { readonly term: Term; readonly records: number[] }>();

  add(record: number, terms: readonly Term[]): void {
    for (const term of terms) {
      const key = `${term.space}\n${term.value}`;
      const known = this.#records.get(key);
      if (known === undefined) this.#records.set(key, { term, records: [record] });
      // A subject may come from two fields of one record.
      else if (known.records.at(-1) !== record) known.records.push(record);
    }
  }

  write(file: Sqlite): void {
    const insert = prepared(file, 'INSERT INTO posting (term, record) VALUES (?, ?)');
    for (const { term, records } of this.#records.values()) {
      const n = changeCount(file, term, records.length);
      for (const record of records) insert.run(n, record);
    }
  }
}
