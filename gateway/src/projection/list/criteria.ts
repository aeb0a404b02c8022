// SPDX-License-Identifier: Apache-2.0
import type { Sqlite } from '../../store/databases.js';
import { prepared } from '../../store/operation.js';
import { instantColumn } from '../instant-column.js';
import { asOfBlockOf } from '../basis.js';
import { SORTED_ROWS_MAX } from '../limits.js';
import { secondsOf } from '../publication-view.js';
import { currentCount, fieldSpace } from '../terms.js';
import type { Arm, Criterion } from './criterion.js';
import { currentAsOf, lastedThen } from './current-as-of.js';
import type { FieldFilter, ListArgs } from './list-args.js';
import { assignersOf, namesOfCode, namesReached, type ReachedName } from './name-reach.js';
import { searchCriterion } from './search-criterion.js';
import { termCriterion, type WantedNames } from './term-criterion.js';

/** What the query asks for, one criterion each; the first is always there and leads when nothing is better. */
export function criteriaOf(file: Sqlite, args: ListArgs): readonly Criterion[] {
  const terms = termsOf(file, args).map((term, i) => termCriterion(file, term, `term${i}`));
  const times = [
    timeCriterion(file, 'business_time', args.from, args.until),
    timeCriterion(file, 'published', args.publishedFrom, args.publishedUntil),
  ];
  const searches = args.words.length === 0 ? [] : [searchCriterion(file, args.words)];
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
  // Hidden records are not in the index of current ones, so it cannot lead to them.
  if (hidden) {
    const arm = { from: 'record r', where: `r.n < @before AND ${currentAsOf}`, n: 'r.n' };
    return { rows: Infinity, ordered: true, arms: [arm], condition: currentAsOf, parameters: {} };
  }
  const now: Arm = {
    from: 'record r INDEXED BY record_current',
    where: 'r.n < @before AND r.hidden = 0 AND r.current_since <= @asOfBlock',
    n: 'r.n',
  };
  const meanwhile: Arm = {
    from: 'past_current c INDEXED BY past_current_until CROSS JOIN record r ON r.n = c.record',
    where: `c.record < @before AND ${lastedThen}`,
    n: 'c.record',
  };
  return {
    rows: currentCount(file),
    ordered: true,
    arms: [now, meanwhile],
    condition: currentAsOf,
    parameters: {},
  };
}

function termsOf(file: Sqlite, args: ListArgs): readonly WantedNames[] {
  const { kind, publishers, subjects, fields } = args;
  const all = [
    { space: 'kind', names: plain(kind === null ? [] : [kind]) },
    { space: 'publisher', names: plain(publishers) },
    { space: 'subject', names: reached(file, args, subjects) },
    ...fields.map((filter) => ({
      space: fieldSpace(kind ?? '', filter.field),
      names: namesWanted(file, args, filter),
    })),
  ];
  return all.filter(({ names }) => names.length > 0);
}

function namesWanted(file: Sqlite, args: ListArgs, { thing, values }: FieldFilter): readonly ReachedName[] {
  if (thing === null) return plain(values);
  const assigners = assignersOf(file, args);
  return reached(
    file,
    args,
    values.flatMap((code) => namesOfCode(thing, code, assigners)),
  );
}

function plain(values: readonly string[]): readonly ReachedName[] {
  return [...new Set(values)].map((name) => ({ name, publisher: null }));
}

function reached(file: Sqlite, args: ListArgs, names: readonly string[]): readonly ReachedName[] {
  if (names.length === 0) return [];
  const { self, now } = args;
  const asOfBlock = args.start?.asOfBlock ?? asOfBlockOf(file);
  return namesReached(file, names, { self, asOfBlock, nowSeconds: secondsOf(now) });
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
