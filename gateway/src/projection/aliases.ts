// SPDX-License-Identifier: Apache-2.0
import type { Alias } from '../kinds/aliases.js';
import type { Sqlite } from '../store/databases.js';
import { prepared } from '../store/operation.js';

/** Keeps the names that one record gives to a thing of its publisher. */
export function insertAliases(
  file: Sqlite,
  { record, publisher }: { readonly record: number; readonly publisher: string },
  aliases: readonly Alias[],
): void {
  for (const { name, thing, sort, customer } of aliases) {
    prepared(
      file,
      'INSERT INTO alias (name, publisher, record, thing, sort, customer, code) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(name, publisher, record, thing, sort, customer?.id ?? null, customer?.code ?? null);
  }
}
