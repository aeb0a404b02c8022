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

/** Number of the term that counts the current records, so that a list knows how rare they are. */
const CURRENT_TERM = 1;

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

/** How many records are current. */
export function currentCount(file: Sqlite): number {
  return prepared<KnownTerm>(file, 'SELECT n, records FROM term WHERE n = ?').get(CURRENT_TERM)?.records ?? 0;
}

/** Adds to the number of current records. */
export function addToCurrentCount(file: Sqlite, change: number): void {
  prepared(file, 'UPDATE term SET records = records + ? WHERE n = ?').run(change, CURRENT_TERM);
}

/**
 * Adds to the number of records that have a term, and returns the term's number. One statement could do it, but
 * most terms are new or met often, and for both these two are faster.
 */
function addToTerm(file: Sqlite, term: Term, records: number): number {
  const known = findTerm(file, term);
  if (known !== undefined) {
    prepared(file, 'UPDATE term SET records = records + ? WHERE n = ?').run(records, known.n);
    return known.n;
  }
  const insert = prepared(file, 'INSERT INTO term (space, value, records) VALUES (?, ?, ?)');
  return Number(insert.run(term.space, term.value, records).lastInsertRowid);
}

/** Collects the terms of many records and writes them in the order of the table, which is twice as fast. */
export class PostingBatch {
  /** Numbers of records by value by space: joining both to one key would cost as much as inserting the rows. */
  readonly #records = new Map<string, Map<string, number[]>>();

  add(record: number, terms: readonly Term[]): void {
    for (const { space, value } of terms) {
      const values = this.#records.get(space) ?? new Map<string, number[]>();
      if (values.size === 0) this.#records.set(space, values);
      const records = values.get(value);
      if (records === undefined) values.set(value, [record]);
      // A subject may come from two fields of one record.
      else if (records[records.length - 1] !== record) records.push(record);
    }
  }

  write(file: Sqlite): void {
    const insert = prepared(file, 'INSERT INTO posting (term, record) VALUES (?, ?)');
    for (const [space, values] of this.#records) {
      for (const [value, records] of values) {
        const n = addToTerm(file, { space, value }, records.length);
        for (const record of records) insert.run(n, record);
      }
    }
  }
}
