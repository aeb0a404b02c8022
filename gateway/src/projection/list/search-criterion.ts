// SPDX-License-Identifier: Apache-2.0
import type { Sqlite } from '../../store/databases.js';
import { prepared } from '../../store/operation.js';
import { FREQUENT_WORD_RECORDS } from '../limits.js';
import { matchExpression, type SearchWord } from '../search-text.js';
import type { Arm, Criterion } from './criterion.js';

/**
 * All words of a search. The text index lists what matches in order, but would do so anew for every single record it
 * is asked about, so it leads.
 */
export function searchCriterion(file: Sqlite, words: readonly SearchWord[]): Criterion {
  const match = matchExpression(words, (phrase) => isFrequent(file, phrase));
  const arm: Arm = {
    from: 'record_text d CROSS JOIN record r ON r.n = d.rowid',
    where: 'd.record_text MATCH @match AND d.rowid < @before',
    n: 'd.rowid',
  };
  return { rows: 0, ordered: true, leads: true, arms: [arm], condition: null, parameters: { match } };
}

function isFrequent(file: Sqlite, phrase: string): boolean {
  const sql = `SELECT count(*) AS records FROM
    (SELECT 1 FROM record_text WHERE record_text MATCH @phrase LIMIT ${FREQUENT_WORD_RECORDS})`;
  return prepared<{ records: number }>(file, sql).get({ phrase })?.records === FREQUENT_WORD_RECORDS;
}
