// SPDX-License-Identifier: Apache-2.0
import type { Code, KnownCode } from '../kinds/known-code.js';
import { CODE_CUSTOMERS_MAX } from '../limits.js';
import type { Sqlite } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';

/** A code as it stands in a row, and its name if it were an own code. */
export interface NamedCode extends Code {
  readonly name: string;
}

/** What the current product and location records of one publisher say of codes, in the order of the codes. */
export const readKnownCodes: Operation<
  { readonly publisher: string; readonly codes: readonly NamedCode[] },
  readonly KnownCode[]
> = (db, { publisher, codes }) =>
  codes.map(({ sort, code, name }) => ({
    owners: ownersOf(db.projection, publisher, name),
    customers: customersOf(db.projection, { publisher, sort, code }),
  }));

/** How many things have the name, but for other things beside the one that it is the own code of. */
function ownersOf(file: Sqlite, publisher: string, name: string): number {
  const found = prepared<{ things: number; isItself: number | null }>(
    file,
    `SELECT count(DISTINCT a.thing) AS things, max(a.thing = a.name) AS isItself
      FROM alias a CROSS JOIN record r ON r.n = a.record
      WHERE a.name = ? AND a.publisher = ? AND r.current_since IS NOT NULL`,
  ).get(name, publisher);
  return found?.isItself === 1 ? 1 : (found?.things ?? 0);
}

/** The own code stands in the record itself, in the field that is named like its kind. */
function customersOf(
  file: Sqlite,
  { publisher, sort, code }: Code & { readonly publisher: string },
): KnownCode['customers'] {
  return prepared<{ id: string; code: string }>(
    file,
    `SELECT DISTINCT a.customer AS id, r.body ->> a.sort AS code
      FROM alias a INDEXED BY alias_code CROSS JOIN record r ON r.n = a.record
      WHERE a.code = ? AND a.publisher = ? AND a.sort = ? AND r.current_since IS NOT NULL
      LIMIT ${CODE_CUSTOMERS_MAX}`,
  ).all(code, publisher, sort);
}
