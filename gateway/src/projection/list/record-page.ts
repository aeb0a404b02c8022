// SPDX-License-Identifier: Apache-2.0
import type { Sqlite } from '../../store/databases.js';
import type { Operation } from '../../store/operation.js';
import { asOfBlockOf, pendingCount, withheldOfRecords, withheldPublications } from '../basis.js';
import { isPromotionDue } from '../current.js';
import { newPublicationViews, secondsOf } from '../publication-view.js';
import { writeRecord, type RecordRow } from '../record-view.js';
import { criteriaOf } from './criteria.js';
import { encodeCursor } from './cursor.js';
import type { ListArgs, PageStart } from './list-args.js';
import { pageSql } from './page-query.js';

/** One page. */
export interface RecordPage {
  /**
   * - `promote`: records of the future have become due, run `project.promote` and ask again
   * - `behind`: the cursor is of a block that is not projected (again) yet
   */
  readonly state: 'ready' | 'promote' | 'behind';
  /** the page as JSON; empty unless ready */
  readonly json: string;
  readonly count: number;
}

/**
 * Reads one page of records as JSON, newest first.
 *
 * A page is as of the block in which the list began: records that came since are not on it, and what was
 * current then still is. So following cursors shows every record once, whatever happens meanwhile.
 */
export const readRecordPage: Operation<ListArgs, RecordPage> = (db, args) => {
  const file = db.projection;
  if (isPromotionDue(file, args.now)) return { state: 'promote', json: '', count: 0 };
  const start = args.start ?? { asOfBlock: asOfBlockOf(file), before: Number.MAX_SAFE_INTEGER };
  if (start.asOfBlock > asOfBlockOf(file)) return { state: 'behind', json: '', count: 0 };
  const rows = pageRows(file, args, start);
  const shown = rows.slice(0, args.limit);
  const publications = newPublicationViews(file, args.now);
  const records = shown.map((row) => writeRecord(row, publications));
  const scope = { publishers: args.publishers, kind: args.kind, nowSeconds: secondsOf(args.now) };
  const withheld = [...withheldOfRecords(records), ...withheldPublications(file, scope)];
  const last = shown.at(-1);
  const next =
    rows.length > args.limit && last !== undefined
      ? encodeCursor({ asOfBlock: start.asOfBlock, before: last.n }, args.queryHash)
      : null;
  const basis = { asOfBlock: start.asOfBlock, pending: pendingCount(file, args.publishers), withheld, next };
  const json = `{"data":[${records.map((record) => record.json).join(',')}],${JSON.stringify(basis).slice(1)}`;
  return { state: 'ready', json, count: shown.length };
};

/** One row more than fits the page, to know whether there is another page. */
function pageRows(file: Sqlite, args: ListArgs, { asOfBlock, before }: PageStart): readonly RecordRow[] {
  const criteria = criteriaOf(file, args);
  const parameters = Object.assign({}, ...criteria.map((criterion) => criterion.parameters)) as object;
  const nowSeconds = secondsOf(args.now);
  // Not kept prepared: which filters stand together is up to the callers, so the texts have no bound.
  return file
    .prepare<[object], RecordRow>(pageSql(criteria, args.hidden))
    .all({ ...parameters, asOfBlock, before, nowSeconds, rows: args.limit + 1 });
}
