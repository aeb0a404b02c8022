// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import { prepared, type Operation } from '../store/operation.js';
import { indexOf, publicationOf, recordId } from './record-number.js';

/** A page of the own records of one kind that are current. */
export interface OwnCurrentPage {
  readonly records: readonly { readonly id: string; readonly values: JsonObject }[];
  /** where the next page begins; null after the last */
  readonly next: number | null;
}

interface Row {
  readonly lineage: number;
  readonly n: number;
  readonly body: string;
}

/** Reads own current records, page after page in an order that stays. */
export const readOwnCurrent: Operation<
  {
    readonly publisher: string;
    readonly kind: string;
    readonly after: number;
    readonly limit: number;
  },
  OwnCurrentPage
> = (db, { publisher, kind, after, limit }) => {
  const file = db.projection;
  const rows = prepared<Row>(
    file,
    `SELECT l.n AS lineage, r.n, r.body FROM lineage l JOIN record r ON r.n = l.current
      WHERE l.n > ? AND l.publisher = ? AND l.kind = ? ORDER BY l.n LIMIT ?`,
  ).all(after, publisher, kind, limit);
  const idOf = prepared<{ id: string }>(file, 'SELECT id FROM publication WHERE n = ?');
  const records = rows.map(({ n, body }) => ({
    id: recordId(idOf.get(publicationOf(n))?.id ?? '', indexOf(n)),
    values: JSON.parse(body) as JsonObject,
  }));
  return { records, next: rows.length < limit ? null : (rows.at(-1)?.lineage ?? null) };
};
