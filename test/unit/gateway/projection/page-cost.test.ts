// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseInstant } from '@chainshare/chaincode/model';
import { criteriaOf } from '@chainshare/gateway/internal/projection/list/criteria.js';
import { leadingCriterion, pageSql } from '@chainshare/gateway/internal/projection/list/page-query.js';
import { toListArgs } from '@chainshare/gateway/internal/projection/services/list-request.js';
import type { RecordQuery } from '@chainshare/gateway/internal/services.js';
import { ProjectionUnderTest, READER, stock } from './reader.js';

/** What a page costs shows in SQLite's plan: no sorting, and no walk over a whole table. */
describe('the plan of a page', () => {
  let reader: ProjectionUnderTest;
  before(() => {
    reader = new ProjectionUnderTest();
    for (const publisher of ['Xinqiao', 'Guyu']) {
      const records = ['A', 'B', 'C'].map((location) => stock({ location }));
      reader.receive({ publisher, records: [...records, stock({ asOf: '2026-11-22T00:00:00Z' })] });
    }
  });
  after(() => {
    reader.close();
  });

  const planOf = (query: Partial<RecordQuery>) => {
    const file = reader.db.projection;
    const full: RecordQuery = { filters: {}, versions: 'current', limit: 100, ...query };
    const args = toListArgs(full, READER, parseInstant('2026-11-24T00:00:00Z'));
    const criteria = criteriaOf(file, args);
    const parameters = Object.assign({}, ...criteria.map((criterion) => criterion.parameters)) as object;
    const bound = { ...parameters, asOfBlock: 1, before: 1e15, nowSeconds: 0, rows: 101 };
    const rows = file
      .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${pageSql(criteria, args.hidden)}`)
      .all(bound);
    return { leading: leadingCriterion(criteria), plan: rows.map(({ detail }) => detail) };
  };

  const ordered: readonly [string, Partial<RecordQuery>][] = [
    ['current records', {}],
    ['all records', { versions: 'all' }],
    ['a kind', { kind: 'inventory', versions: 'all' }],
    ['a publisher', { publisher: ['Guyu'] }],
    ['a field', { kind: 'inventory', filters: { location: ['A'] } }],
    ['a search', { q: 'tag', versions: 'all' }],
  ];
  for (const [name, query] of ordered) {
    it(`of ${name} walks an index in its order`, () => {
      const { plan } = planOf(query);
      expect(
        plan.filter((step) => /^SCAN (?!.*VIRTUAL TABLE)/.test(step) && !/INDEX/.test(step)),
      ).to.deep.equal([]);
      const sorted = plan.filter((step) => step.includes('TEMP B-TREE'));
      // Only what has left the current records since the list began is sorted: a handful.
      expect(sorted.length, plan.join('\n')).to.be.at.most(Object.keys(query).length === 0 ? 1 : 0);
    });
  }

  it('is led by the rarest condition', () => {
    const { leading } = planOf({ kind: 'inventory', filters: { location: ['A'] }, publisher: ['Guyu'] });
    expect(leading.rows).to.equal(1);
  });
});
