// SPDX-License-Identifier: Apache-2.0
import { SORTED_ROWS_MAX } from '../limits.js';
import { RECORD_COLUMNS } from '../record-view.js';
import type { Criterion } from './criterion.js';

/** What every shown record must be: here by the block of the list, and its grant neither ended nor expired. */
const visible = `r.shown <= @asOfBlock AND p.ended_at IS NULL AND (p.until = 0 OR p.until > @nowSeconds)`;

/**
 * The criterion that leads: the rarest, unless it would have to sort too many rows. All others are then
 * checked record by record, so a page costs what the rarest condition leaves, not what the store holds.
 */
export function leadingCriterion(criteria: readonly Criterion[]): Criterion {
  const search = criteria.find(({ leads }) => leads === true);
  if (search !== undefined) return search;
  const candidates = criteria.filter(({ ordered, rows }) => ordered || rows <= SORTED_ROWS_MAX);
  return candidates.reduce((best, criterion) => (criterion.rows < best.rows ? criterion : best));
}

/** The query of one page, newest first. Its text depends on which filters there are, never on their values. */
export function pageSql(criteria: readonly Criterion[], hidden: boolean): string {
  const leading = leadingCriterion(criteria);
  const others = criteria
    .filter((criterion) => criterion !== leading)
    .map(({ condition }) => condition)
    .filter((condition) => condition !== null);
  const conditions = [visible, ...(hidden ? [] : ['r.hidden = 0']), ...others];
  const arms = leading.arms.map(
    ({ from, where, n }) =>
      `SELECT ${n} AS n, ${RECORD_COLUMNS} FROM ${from} CROSS JOIN publication p ON p.n = r.n / 65536
        WHERE ${[where, ...conditions].join(' AND ')}`,
  );
  const union = leading.overlapping === true ? ' UNION ' : ' UNION ALL ';
  return `${arms.join(union)} ORDER BY n DESC LIMIT @rows`;
}
