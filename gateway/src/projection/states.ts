// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';

/** Publications that are waiting to be pulled or opened, in ledger order. */
export const readPending: Operation<
  { readonly limit: number },
  readonly {
    readonly id: string;
    readonly publisher: string;
    readonly own: boolean;
    readonly block: number;
  }[]
> = (db, { limit }) =>
  prepared<{ id: string; publisher: string; state: string; block: number }>(
    db.projection,
    `SELECT id, publisher, state, block FROM publication WHERE state IN ('own', 'pending') ORDER BY n LIMIT ?`,
  )
    .all(limit)
    .map(({ id, publisher, state, block }) => ({ id, publisher, own: state === 'own', block }));

/**
 * States that a publication meant for this enterprise cannot be opened, or that its sealed bytes are gone. One
 * that was opened before stays so: what is known is not unlearnt.
 */
export const setPublicationState: Operation<
  {
    readonly publication: string;
    readonly state: 'pending' | 'unreadable' | 'purged';
    /** the rule that was broken, null where there is none */
    readonly reason: string | null;
  },
  void
> = (db, { publication, state, reason }) => {
  prepared(
    db.projection,
    `UPDATE publication SET state = ?, reason = ? WHERE id = ? AND state NOT IN ('opened', 'repeated')`,
  ).run(state, reason, publication);
};

/** States that the granter has ended grants: the values are no longer shown. */
export const endGrants: Operation<
  { readonly publications: readonly string[]; readonly endedAt: string },
  void
> = (db, { publications, endedAt }) => {
  const update = prepared(
    db.projection,
    'UPDATE publication SET ended_at = ? WHERE id = ? AND ended_at IS NULL',
  );
  for (const id of publications) update.run(endedAt, id);
};

/** States how many publications were sent here and never came; publishers that are not named lack none. */
export const setMissing: Operation<
  readonly { readonly publisher: string; readonly count: number }[],
  void
> = (db, missing) => {
  prepared(db.projection, 'DELETE FROM missing').run();
  const insert = prepared(db.projection, 'INSERT INTO missing (publisher, count) VALUES (?, ?)');
  for (const { publisher, count } of missing) insert.run(publisher, count);
};

/** What the projection knows of one publication. */
export interface PublicationRow {
  readonly id: string;
  readonly publisher: string;
  readonly block: number;
  readonly transactionId: string;
  readonly publishedAt: string;
  readonly state: string;
}

/** Reads one publication of the channel, granted or not: its envelope is public anyway. */
export const readPublication: Operation<{ readonly id: string }, PublicationRow | null> = (db, { id }) =>
  prepared<PublicationRow>(
    db.projection,
    `SELECT id, publisher, block, transaction_id AS transactionId, published_at AS publishedAt, state
      FROM publication WHERE id = ?`,
  ).get(id) ?? null;
