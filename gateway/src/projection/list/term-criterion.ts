// SPDX-License-Identifier: Apache-2.0
import type { Sqlite } from '../../store/databases.js';
import { MERGED_TERMS_MAX } from '../limits.js';
import { findTerm } from '../terms.js';
import type { Arm, Criterion } from './criterion.js';
import type { ReachedName } from './name-reach.js';

/** The names of one space that a list wants, any of them. */
export interface WantedNames {
  readonly space: string;
  readonly names: readonly ReachedName[];
}

/** A term that some record has. */
interface WantedTerm {
  readonly n: number;
  readonly records: number;
  /** number of the term of the publisher whose records alone count; null = any */
  readonly publisher: number | null;
}

/** Any of the names, as one condition of a list. */
export function termCriterion(file: Sqlite, { space, names }: WantedNames, name: string): Criterion {
  const terms = names.flatMap((reached) => wantedTerm(file, space, reached));
  const parameters = { ...parametersOf(name, terms), ...listsOf(name, terms) };
  const common = { rows: terms.reduce((sum, { records }) => sum + records, 0), parameters };
  const condition = conditionOf(name, terms);
  if (terms.length > MERGED_TERMS_MAX) {
    return { ...common, ordered: false, arms: [gatheredArm(name)], condition };
  }
  return {
    ...common,
    ordered: true,
    // A record has one kind, one publisher and one value of a field, but may be about several subjects.
    overlapping: space === 'subject' && terms.length > 1,
    arms: mergedArms(name, terms),
    condition,
  };
}

function wantedTerm(file: Sqlite, space: string, { name, publisher }: ReachedName): readonly WantedTerm[] {
  const term = findTerm(file, { space, value: name });
  if (term === undefined) return [];
  if (publisher === null) return [{ ...term, publisher: null }];
  const owner = findTerm(file, { space: 'publisher', value: publisher });
  return owner === undefined ? [] : [{ ...term, publisher: owner.n }];
}

/** The rows of each term lie in order and are merged, one arm for each. */
function mergedArms(name: string, terms: readonly WantedTerm[]): readonly Arm[] {
  if (terms.length === 0) return [{ from: 'record r', where: '0', n: 'r.n' }];
  return terms.map(({ publisher }, i) => {
    const ofTerm = `d.term = @${name}_${i} AND d.record < @before`;
    return {
      from: 'posting d CROSS JOIN record r ON r.n = d.record',
      where: publisher === null ? ofTerm : `${ofTerm} AND ${isOf(`@${name}_${i}_publisher`, 'd.record')}`,
      n: 'd.record',
    };
  });
}

/** More terms than can be merged are read one after the other, each record once, and sorted. */
function gatheredArm(name: string): Arm {
  const records = `SELECT d.record FROM json_each(@${name}) t CROSS JOIN posting d ON d.term = t.value
    WHERE d.record < @before
    UNION SELECT d.record FROM json_each(@${name}_pairs) t CROSS JOIN posting d ON d.term = t.value ->> 0
    WHERE d.record < @before AND ${isOf('t.value ->> 1', 'd.record')}`;
  return {
    from: `(${records}) g CROSS JOIN record r ON r.n = g.record`,
    where: 'r.n < @before',
    n: 'r.n',
  };
}

function conditionOf(name: string, terms: readonly WantedTerm[]): string {
  const open = terms.filter(({ publisher }) => publisher === null);
  const isTerm = terms.length === 1 ? `= @${name}_0` : `IN (SELECT value FROM json_each(@${name}))`;
  const hasTerm = `EXISTS (SELECT 1 FROM posting d WHERE d.term ${isTerm} AND d.record = r.n)`;
  if (open.length === terms.length) return hasTerm;
  const hasPair = `EXISTS (SELECT 1 FROM json_each(@${name}_pairs) t
    CROSS JOIN posting d ON d.term = t.value ->> 0 AND d.record = r.n WHERE ${isOf('t.value ->> 1', 'r.n')})`;
  return open.length === 0 ? hasPair : `(${hasTerm} OR ${hasPair})`;
}

function isOf(publisher: string, record: string): string {
  return `EXISTS (SELECT 1 FROM posting o WHERE o.term = ${publisher} AND o.record = ${record})`;
}

function parametersOf(name: string, terms: readonly WantedTerm[]): Readonly<Record<string, number>> {
  const parameters: Record<string, number> = {};
  for (const [i, { n, publisher }] of terms.entries()) {
    parameters[`${name}_${i}`] = n;
    if (publisher !== null) parameters[`${name}_${i}_publisher`] = publisher;
  }
  return parameters;
}

function listsOf(name: string, terms: readonly WantedTerm[]): Readonly<Record<string, string>> {
  const open = terms.filter(({ publisher }) => publisher === null).map(({ n }) => n);
  const pairs = terms.flatMap(({ n, publisher }) => (publisher === null ? [] : [[n, publisher]]));
  return { [name]: JSON.stringify(open), [`${name}_pairs`]: JSON.stringify(pairs) };
}
