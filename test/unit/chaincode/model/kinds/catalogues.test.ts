// SPDX-License-Identifier: Apache-2.0
import { findMetric, findScheme, isKindName, metrics, schemes, unitCodes } from '@chainshare/chaincode/model';
import { expect } from 'chai';

describe('catalogue of units', () => {
  it('holds every unit in force once, and packages with an X before them', () => {
    expect(unitCodes).to.have.length(2_162);
    expect(unitCodes).to.deep.equal([...new Set(unitCodes)]);
    expect(unitCodes.filter((code) => !/^[0-9A-Z]{2,3}$/.test(code))).to.deep.equal([]);
    expect(unitCodes).to.include.members(['H87', 'KGM', 'TNE', 'KWH', 'CEL', 'H18', 'P1', 'XBX', 'XPX']);
  });

  it('holds none that UN/ECE has deleted or deprecated', () => {
    expect(unitCodes).to.not.include.members(['HAR']);
    expect(unitCodes.filter((code) => ['05', '43', '64', 'ARE', 'HAR', 'PCE'].includes(code))).to.deep.equal(
      [],
    );
  });
});

describe('catalogue of schemes', () => {
  it('finds a scheme by its code', () => {
    expect(findScheme('organic')?.standard).to.equal('GB/T 19630-2019');
    expect(findScheme('toString')).to.equal(undefined);
    expect(new Set(schemes.map(({ code }) => code)).size).to.equal(schemes.length);
  });

  it('speaks of kinds and units that there are', () => {
    const kinds = schemes.flatMap(({ evidence }) => evidence);
    expect(kinds.filter((name) => !isKindName(name))).to.deep.equal([]);
    const units = schemes.flatMap(({ quotaUnit }) => quotaUnit ?? []);
    expect(units.filter((code) => !unitCodes.includes(code))).to.deep.equal([]);
  });

  const numbers: readonly (readonly [string, string, boolean])[] = [
    ['organic', '101OP2600001', true],
    ['organic', 'F12OP2600001-2', true],
    ['organic', '101OP26001', false],
    ['green-food-product', 'LB-03-2611430001A', true],
    ['green-food-product', 'LB-3-2611430001A', false],
    ['green-food-enterprise', 'GF430181090001', true],
    ['green-food-enterprise', 'GF43018109000', false],
    ['globalgap', '9520007000007', true],
  ];
  for (const [code, number, fits] of numbers) {
    it(`${fits ? 'takes' : 'does not take'} ${number} for a number of ${code}`, () => {
      expect(new RegExp(findScheme(code)?.codePattern ?? '').test(number)).to.equal(fits);
    });
  }
});

describe('catalogue of metrics', () => {
  it('finds a metric by its code', () => {
    expect(findMetric('on-time-delivery')?.names.zh).to.equal('交货准时率');
    expect(findMetric('constructor')).to.equal(undefined);
    expect(new Set(metrics.map(({ code }) => code)).size).to.equal(metrics.length);
  });

  it('speaks of kinds and units that there are, in both languages', () => {
    for (const { code, names, unit, sources, better } of metrics) {
      expect(unitCodes, code).to.include(unit);
      expect(
        sources.filter((name) => !isKindName(name)),
        code,
      ).to.deep.equal([]);
      expect([names.zh, names.en], code).to.not.include('');
      expect(['higher', 'lower', 'neither'], code).to.include(better);
    }
  });
});
