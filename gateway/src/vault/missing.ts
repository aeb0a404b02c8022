// SPDX-License-Identifier: Apache-2.0
import { MISSING_AFTER_BLOCKS, MISSING_COUNT_MAX } from '../limits.js';
import { prepared, type Operation } from '../store/operation.js';

/** Publications of one publisher that were counted for us and never came. */
export interface Missing {
  readonly publisher: string;
  readonly count: number;
}

/**
 * The holes in the numbers that publishers gave what they sent us (docs/format.md, chapter 8). A hole counts
 * when a higher number was opened at least 100 blocks ago; numbers are counted once however often they occur.
 *
 * Publishers with something that is tagged for us and not opened are for the caller to leave out: it may be
 * what fills the hole.
 */
export const missingCount: Operation<{ readonly asOfBlock: number }, readonly Missing[]> = (
  db,
  { asOfBlock },
) =>
  prepared<Missing>(
    db.vault,
    `SELECT publisher, sum(min(highest - seen, ${MISSING_COUNT_MAX})) AS count FROM (
        SELECT r.publisher AS publisher, o.epoch AS epoch, max(o.counter) AS highest,
            count(DISTINCT o.counter) AS seen
          FROM opened o JOIN received r USING (publication)
          WHERE o.source = 'wrap' AND o.counter > 0
            AND (SELECT min(block) FROM arrival a WHERE a.publication = o.publication) <= ?
          GROUP BY r.publisher, o.epoch)
      GROUP BY publisher HAVING sum(highest - seen) > 0 ORDER BY publisher`,
  ).all(asOfBlock - MISSING_AFTER_BLOCKS);
