// SPDX-License-Identifier: Apache-2.0
import { CODE_SORTS, type CodeSort } from '../kinds/aliases.js';
import type { KnownCode, KnownCodeList } from '../kinds/known-code.js';
import { canonicalSubject } from '../kinds/subjects.js';
import { CODE_CUSTOMERS_MAX } from '../limits.js';
import type { Sqlite } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';

/**
 * What the current product and location records of one publisher say of codes. Thousands of codes come and go between
 * threads, so they are lists of texts and numbers rather than objects.
 */
export const readKnownCodes: Operation<
  {
    readonly publisher: string;
    readonly product: readonly string[];
    readonly location: readonly string[];
  },
  Readonly<Record<CodeSort, KnownCodeList>>
> = (db, { publisher, product, location }) => {
  const read = (sort: CodeSort, codes: readonly string[]): KnownCodeList => {
    const names = codes.map((code) => canonicalSubject(sort, code, publisher));
    return {
      owners: names.map((name) => ownersOf(db.projection, publisher, name)),
      customers: codes.flatMap((code, place) => {
        const customers = customersOf(db.projection, { publisher, sort, code });
        return customers.length === 0 ? [] : [[place, customers] as const];
      }),
    };
  };
  return { product: read('product', product), location: read('location', location) };
};

/** The sorts of own things that any record describes: of many enterprises none does, and no code need be looked up. */
export const readDescribedSorts: Operation<{ readonly publisher: string }, readonly CodeSort[]> = (
  { projection },
  { publisher },
) => {
  const any = prepared<{ name: string }>(
    projection,
    'SELECT name FROM alias WHERE publisher = ? AND sort = ? LIMIT 1',
  );
  return CODE_SORTS.filter((sort) => any.get(publisher, sort) !== undefined);
};

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
  { publisher, sort, code }: { readonly publisher: string; readonly sort: CodeSort; readonly code: string },
): KnownCode['customers'] {
  return prepared<{ id: string; code: string }>(
    file,
    `SELECT DISTINCT a.customer AS id, r.body ->> a.sort AS code
      FROM alias a INDEXED BY alias_code CROSS JOIN record r ON r.n = a.record
      WHERE a.code = ? AND a.publisher = ? AND a.sort = ? AND r.current_since IS NOT NULL
      LIMIT ${CODE_CUSTOMERS_MAX}`,
  ).all(code, publisher, sort);
}
