// SPDX-License-Identifier: Apache-2.0
import { MISSING_AFTER_BLOCKS, MISSING_COUNT_MAX } from '../limits.js';
import { prepared, type Operation } from '../store/operation.js';

/** Publications of one publisher that were counted for us and never came. */
export interface Missing {
  readonly publisher: string;
  readonly count: number;
}

/** Another publication of the same publisher with the same number as this one, or `null`: one of them should not be. */
export const countedTwin: Operation<{ readonly publication: string }, string | null> = (
  db,
  { publication },
) =>
  prepared<{ twin: string }>(
    db.vault,
    `SELECT b.publication AS twin FROM opened a JOIN received ra ON ra.publication = a.publication
        JOIN opened b ON b.counter = a.counter AND b.epoch = a.epoch AND b.publication <> a.publication
        JOIN received rb ON rb.publication = b.publication AND rb.publisher = ra.publisher
      WHERE a.publication = ? AND a.counter > 0 AND b.counter > 0 LIMIT 1`,
  ).get(publication)?.twin ?? null;

/**
 * The holes in the numbers that publishers gave what they sent us (docs/format.md, chapter 8), for every
 * publisher that numbers; 0 where nothing is missing. A hole counts when a higher number was opened at least
 * 100 blocks ago, and nothing else of that publisher is tagged for us and closed: that may be what fills it.
 */
export const missingCount: Operation<
  {
    readonly asOfBlock: number;
    /** MSP ID of the own enterprise, which misses nothing of its own. */ readonly own: string;
  },
  readonly Missing[]
> = (db, { asOfBlock, own }) => {
  const closed = prepared(
    db.projection,
    "SELECT 1 FROM publication WHERE publisher = ? AND state IN ('pending', 'unreadable', 'purged') LIMIT 1",
  );
  return prepared<Missing>(
    db.vault,
    `SELECT publisher, sum(min(highest - seen, ${MISSING_COUNT_MAX})) AS count FROM (
        SELECT r.publisher AS publisher, max(o.counter) AS highest, count(DISTINCT o.counter) AS seen
          FROM opened o JOIN received r USING (publication)
          WHERE o.source IN ('wrap', 'clear') AND o.counter > 0 AND r.publisher <> ?
            AND (SELECT min(block) FROM arrival a WHERE a.publication = o.publication) <= ?
          GROUP BY r.publisher, o.epoch)
      GROUP BY publisher ORDER BY publisher`,
  )
    .all(own, asOfBlock - MISSING_AFTER_BLOCKS)
    .map(({ publisher, count }) => ({ publisher, count: closed.get(publisher) === undefined ? count : 0 }));
};
