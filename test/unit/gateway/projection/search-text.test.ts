// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  indexedText,
  matchExpression,
  searchWords,
} from '@chainshare/gateway/internal/projection/search-text.js';
import { FREQUENT_WORD_RECORDS } from '@chainshare/gateway/internal/projection/limits.js';
import { ProjectionUnderTest, stock } from './reader.js';

describe('search', () => {
  let reader: ProjectionUnderTest;
  before(() => {
    reader = new ProjectionUnderTest();
    reader.receive({ records: [stock({ product: '磷酸铁锂电芯 LFP-280', lot: 'CL-0215' })] });
    reader.receive({ records: [stock({ product: '再生碳酸锂', lot: 'LC-A', location: 'Café 3' })] });
  });
  after(() => {
    reader.close();
  });

  const found = (q: string) => reader.list({ q }).data.map(({ values }) => values['lot']);

  const cases: readonly [string, readonly string[]][] = [
    ['电芯', ['CL-0215']],
    ['酸锂', ['LC-A']],
    ['锂', ['LC-A', 'CL-0215']],
    ['碳酸锂', ['LC-A']],
    ['酸碳锂', []],
    ['铁锂电 lfp', ['CL-0215']],
    ['LFP280', []],
    ['lfp-28', ['CL-0215']],
    ['LFP电芯', ['CL-0215']],
    ['cafe', ['LC-A']],
    ['CL-0215', ['CL-0215']],
    ['0215 CL', ['CL-0215']],
    ['再生 电芯', []],
    ['OR NOT "AND" (', []],
  ];
  for (const [q, lots] of cases) {
    it(`finds ${String(lots.length)} for ${q}`, () => {
      expect(found(q)).to.deep.equal(lots);
    });
  }

  it('takes no word of a caller for an operator', () => {
    expect(matchExpression(searchWords('a" OR text:b NEAR(c)'), () => false)).to.equal(
      '"a" * AND "OR" * AND "text" * AND "b" * AND "NEAR" * AND "c" *',
    );
    expect(searchWords('-- ""')).to.deep.equal([]);
  });

  it('takes a frequent word for itself alone, not for the beginning of others', () => {
    const isFrequent = (phrase: string) => phrase === '"XH"';
    expect(matchExpression(searchWords('XH-CELL 电芯'), isFrequent)).to.equal('"XH" AND "CELL" * AND "电芯"');
  });

  it('finds a rare word among many records that share all others', () => {
    const lots = Array.from({ length: 3 }, (_, n) =>
      Array.from({ length: FREQUENT_WORD_RECORDS / 2 }, (_, i) =>
        stock({ product: `ZZ-${n}-${i}`, lot: `L${n}-${i}` }),
      ),
    );
    for (const records of lots) reader.receive({ records });
    expect(found('ZZ-1-77')).to.include('L1-77');
    expect(found('ZZ')).to.have.length(100);
  });

  it('indexes a run of Chinese by its pairs and its last character', () => {
    expect(indexedText(['循环材料', 'x'])).to.equal(' 循环 环材 材料 料 \nx');
  });
});
