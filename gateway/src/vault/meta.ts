// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';

/** Sets a fact about the vault, such as its store epoch. */
export const metaSet: Operation<{ readonly name: string; readonly value: string }, void> = (db, args) => {
  prepared(
    db.vault,
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ).run(args.name, args.value);
};

/** Reads a fact about the vault, or `null`. */
export const metaGet: Operation<{ readonly name: string }, string | null> = (db, { name }) =>
  prepared<{ value: string }>(db.vault, 'SELECT value FROM meta WHERE name = ?').get(name)?.value ?? null;
