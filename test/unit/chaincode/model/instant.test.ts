// SPDX-License-Identifier: Apache-2.0
import { formatInstant, instantOf, parseDate, parseInstant, weekday } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { refusalOf } from '../support/refusals.js';

describe('instants', () => {
  it('names the same instant whatever the offset', () => {
    const spellings = ['2026-11-23T08:00:00+08:00', '2026-11-23T00:00:00Z', '2026-11-22T19:30:00.000-04:30'];
    expect(new Set(spellings.map(parseInstant)).size).to.equal(1);
  });

  it('keeps nanoseconds, also before 1970', () => {
    for (const text of ['2026-11-23T00:00:00.123456789Z', '1969-12-31T23:59:59.5Z', '0001-01-01T00:00:00Z']) {
      expect(formatInstant(parseInstant(text))).to.equal(text);
    }
    expect(parseInstant('1969-12-31T23:59:59.5Z')).to.equal(-500_000_000n);
    expect(instantOf(1n, 5)).to.equal(1_000_000_005n);
  });

  const refused = [
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T23:60:00Z',
    '2026-06-30T23:59:60Z',
    '2026-11-23T00:00:00+24:00',
    '2026-11-23T00:00:00+08:60',
    '2026-11-23T00:00:00',
    '2026-11-23 00:00:00Z',
    '2026-11-23T00:00:00.1234567890Z',
    '2026-11-23t00:00:00z',
    '2026-11-23',
  ];
  for (const text of refused) {
    it(`refuses ${text}`, () => {
      expect(refusalOf(() => parseInstant(text))).to.equal('NOT_INSTANT');
    });
  }

  it('counts days and knows the day of the week', () => {
    expect([parseDate('1970-01-01'), parseDate('2000-03-01'), parseDate('0099-12-31')]).to.deep.equal([
      0, 11_017, -683_004,
    ]);
    expect(['1969-12-29', '2026-11-23', '2026-11-29'].map((text) => weekday(parseDate(text)))).to.deep.equal([
      0, 0, 6,
    ]);
  });

  for (const text of ['2026-02-30', '2026-2-3', '20260203', '2026-00-01']) {
    it(`refuses the date ${text}`, () => {
      expect(refusalOf(() => parseDate(text))).to.equal('NOT_INSTANT');
    });
  }
});
