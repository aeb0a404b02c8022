// SPDX-License-Identifier: Apache-2.0
import type { Sqlite } from '../../store/databases.js';
import { prepared } from '../../store/operation.js';
import { instantColumn } from '../instant-column.js';
import { SORTED_ROWS_MAX } from '../limits.js';
import { currentCount, fieldSpace, findTerm } from '../terms.js';
import type { ListArgs } from './list-args.js';

/** One source of candidates. `r` is the record; candidates end below `@before`. */
export interface Arm {
  readonly from: string;
  readonly where: string;
  /** column that orders as the record's number does */
  readonly n: string;
}

/** One condition of a list. Each can check a record, and each can lead the search instead. */
export interface Criterion {
  /** records that meet it, as far as it was counted */
  readonly rows: number;
  /** whether its candidates come newest first without being sorted */
  readonly ordered: boolean;
  /** whether two arms may give one record */
  readonly overlapping?: boolean;
  /** whether it has to lead, however rare others are */
  readonly leads?: true;
  readonly arms: readonly Arm[];
  /** SQL that checks the record `r`; null where that is not needed, since it holds for all or leads always */
  readonly condition: string | null;
  readonly parameters: Readonly<Record<string, string | number | bigint>>;
}

/** What the query asks for, one criterion each; the first is always there and leads when nothing is better. */
export function criteriaOf(file: Sqlite, args: ListArgs): readonly Criterion[] {
  const terms = termsOf(args).map(({ space, values }, i) =>
    termCriterion(file, { space, values }, `term${i}`),
  );
  const times = [
    timeCriterion(file, 'business_time', args.from, args.until),
    timeCriterion(file, 'published', args.publishedFrom, args.publishedUntil),
  ];
  const searches = args.match === null ? [] : [searchCriterion(args.match)];
  const found = [...searches, ...terms, ...times.filter((criterion) => criterion !== undefined)];
  return [args.versions === 'current' ? currentCriterion(file, args.hidden) : everything, ...found];
}

const everything: Criterion = {
  rows: Infinity,
  ordered: true,
  arms: [{ from: 'record r', where: 'r.n < @before', n: 'r.n' }],
  condition: null,
  parameters: {},
};

/**
 * Current as of the block of the list: what is current since then, and what was and has left it meanwhile.
 * The two never meet in one record, because a record that returns does so after the block.
 */
function currentCriterion(file: Sqlite, hidden: boolean): Criterion {
  const then = 'c.since_block <= @asOfBlock AND c.until_block > @asOfBlock';
  const condition = `(r.current_since <= @asOfBlock
    OR EXISTS (SELECT 1 FROM past_current c WHERE c.record = r.n AND ${then}))`;
  // Hidden records are not in the index of current ones, so it cannot lead to them.
  if (hidden) {
    const arm = { from: 'record r', where: `r.n < @before AND ${condition}`, n: 'r.n' };
    return { rows: Infinity, ordered: true, arms: [arm], condition, parameters: {} };
  }
  const now: Arm = {
    from: 'record r INDEXED BY record_current',
    where: 'r.n < @before AND r.hidden = 0 AND r.current_since <= @asOfBlock',
    n: 'r.n',
  };
  const meanwhile: Arm = {
    from: 'past_current c INDEXED BY past_current_until CROSS JOIN record r ON r.n = c.record',
    where: `c.record < @before AND ${then}`,
    n: 'c.record',
  };
  return { rows: currentCount(file), ordered: true, arms: [now, meanwhile], condition, parameters: {} };
}

function termsOf(args: ListArgs): readonly { readonly space: string; readonly values: readonly string[] }[] {
  const { kind, publishers, subjects, fields } = args;
  const all = [
    { space: 'kind', values: kind === null ? [] : [kind] },
    { space: 'publisher', values: publishers },
    { space: 'subject', values: subjects },
    ...fields.map(({ field, values }) => ({ space: fieldSpace(kind ?? '', field), values })),
  ];
  return all.filter(({ values }) => values.length > 0);
}

/** Any of the values. The rows of each term lie in order and are merged, one arm for each. */
function termCriterion(
  file: Sqlite,
  { space, values }: { readonly space: string; readonly values: readonly string[] },
  name: string,
): Criterion {
  const known = [...new Set(values)].flatMap((value) => findTerm(file, { space, value }) ?? []);
  const parameters: Record<string, string | number> = { [name]: JSON.stringify(known.map(({ n }) => n)) };
  const isTerm = known.length === 1 ? `= @${name}_0` : `IN (SELECT value FROM json_each(@${name}))`;
  for (const [i, { n }] of known.entries()) parameters[`${name}_${i}`] = n;
  const arms = known.map((_, i) => ({
    from: 'posting d CROSS JOIN record r ON r.n = d.record',
    where: `d.term = @${name}_${i} AND d.record < @before`,
    n: 'd.record',
  }));
  return {
    rows: known.reduce((sum, { records }) => sum + records, 0),
    ordered: true,
    // A record has one kind, one publisher and one value of a field, but may be about several subjects.
    overlapping: space === 'subject' && known.length > 1,
    arms: arms.length > 0 ? arms : [{ from: 'record r', where: '0', n: 'r.n' }],
    condition: `EXISTS (SELECT 1 FROM posting d WHERE d.term ${isTerm} AND d.record = r.n)`,
    parameters,
  };
}

function timeCriterion(
  file: Sqlite,
  column: 'business_time' | 'published',
  from: bigint | null,
  until: bigint | null,
): Criterion | undefined {
  if (from === null && until === null) return undefined;
  const bounds = [
    { name: `${column}_from`, comparison: '>=', instant: from },
    { name: `${column}_until`, comparison: '<', instant: until },
  ];
  const parameters: Record<string, bigint> = {};
  const conditions: string[] = [];
  for (const { name, comparison, instant } of bounds) {
    if (instant === null) continue;
    conditions.push(`r.${column} ${comparison} @${name}`);
    parameters[name] = instantColumn(instant);
  }
  const condition = conditions.join(' AND ');
  const sql = `SELECT count(*) AS rows FROM (SELECT 1 FROM record r WHERE ${condition} LIMIT ${SORTED_ROWS_MAX + 1})`;
  return {
    rows: prepared<{ rows: number }>(file, sql).get(parameters)?.rows ?? 0,
    ordered: false,
    arms: [
      { from: `record r INDEXED BY record_${column}`, where: `${condition} AND r.n < @before`, n: 'r.n' },
    ],
    condition,
    parameters,
  };
}

/** The text index lists what matches in order, but would do so anew for every single record it is asked about. */
function searchCriterion(match: string): Criterion {
  const arm: Arm = {
    from: 'record_text d CROSS JOIN record r ON r.n = d.rowid',
    where: 'd.record_text MATCH @match AND d.rowid < @before',
    n: 'd.rowid',
  };
  return { rows: 0, ordered: true, leads: true, arms: [arm], condition: null, parameters: { match } };
}
