// SPDX-License-Identifier: Apache-2.0
import type { Statement } from 'better-sqlite3';
import type { Databases, Sqlite } from './databases.js';

/**
 * A unit of work on the store: synchronous, and arguments and result can be cloned into another thread.
 * It knows no clock and no randomness; both are arguments.
 */
export type Operation<A, R> = (db: Databases, args: A) => R;

/** Runs the operation as one transaction of the vault: all of it is on the disk when it returns, or none. */
export function inVault<A, R>(operation: Operation<A, R>): Operation<A, R> {
  return (db, args) => db.vault.transaction(() => operation(db, args)).immediate();
}

/** Runs the operation as one transaction of the projection. */
export function inProjection<A, R>(operation: Operation<A, R>): Operation<A, R> {
  return (db, args) => db.projection.transaction(() => operation(db, args)).immediate();
}

/** The same operation on many arguments, in their order; in one transaction, when it is wrapped in one. */
export function onEach<A, R>(operation: Operation<A, R>): Operation<readonly A[], readonly R[]> {
  return (db, list) => list.map((args) => operation(db, args));
}

/** Runs a reading operation on one snapshot of each file, so that its statements fit together. */
export function inSnapshot<A, R>(operation: Operation<A, R>): Operation<A, R> {
  return (db, args) =>
    db.vault.transaction(() => db.projection.transaction(() => operation(db, args)).deferred()).deferred();
}

const statements = new WeakMap<Sqlite, Map<string, Statement>>();

/**
 * The prepared statement of this text, prepared once per file. The text must be one of a bounded number:
 * values are bound, never written into it.
 *
 * @typeParam Row - what a row of the answer looks like; the caller states it, nothing checks it
 */
export function prepared<Row = unknown>(file: Sqlite, sql: string): Statement<unknown[], Row> {
  const known = statements.get(file) ?? new Map<string, Statement>();
  statements.set(file, known);
  const statement = known.get(sql) ?? file.prepare(sql);
  known.set(sql, statement);
  return statement as Statement<unknown[], Row>;
}
