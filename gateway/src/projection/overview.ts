// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';
import { checkpoint } from './checkpoint.js';

/** How far a gateway is and what it holds, in numbers. */
export interface Overview {
  /** last projected block, -1 before the first */
  readonly block: number;
  /** publications by state */
  readonly publications: Readonly<Record<string, number>>;
  /** records by kind */
  readonly records: Readonly<Record<string, number>>;
  /** ledger transactions to be sent or confirmed, by state */
  readonly outbox: Readonly<Record<string, number>>;
}

interface Counted {
  readonly name: string;
  readonly count: number;
}

/** Counts what people look at on a status page. It reads an index of the whole channel, so not for every call. */
export const readOverview: Operation<unknown, Overview> = (db) => ({
  block: checkpoint(db.projection),
  publications: counts(
    prepared<Counted>(
      db.projection,
      'SELECT state AS name, count(*) AS count FROM publication GROUP BY state',
    ).all(),
  ),
  records: counts(
    prepared<Counted>(
      db.projection,
      `SELECT value AS name, records AS count FROM term WHERE space = 'kind'`,
    ).all(),
  ),
  outbox: counts(
    prepared<Counted>(
      db.vault,
      `SELECT state AS name, count(*) AS count FROM outbox
        WHERE state NOT IN ('committed', 'refused') GROUP BY state`,
    ).all(),
  ),
});

function counts(rows: readonly Counted[]): Readonly<Record<string, number>> {
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
