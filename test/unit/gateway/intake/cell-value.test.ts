// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { unitCodes } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { cellReader } from '@chainshare/gateway/internal/intake/cell-value.js';
import { CellFault } from '@chainshare/gateway/internal/intake/sheet-cell.js';
import { timeZone } from '@chainshare/gateway/internal/intake/time-zone.js';
import { UNIT_NAMES } from '@chainshare/gateway/internal/intake/unit-names.js';

const marks = catalogue.kind('inventory').marks;
const context = { marks, zone: timeZone('Asia/Shanghai'), units: { 箱: 'XBX' } };
const reader = (definition: string) => cellReader({ $ref: `#/$defs/${definition}` }, false, context);
const read = (definition: string, text: string) => {
  const reading = reader(definition)(text);
  return reading instanceof CellFault ? reading.code : reading;
};

describe('values of cells', () => {
  const numbers: readonly (readonly [string, string])[] = [
    ['1200.5', '1200.5'],
    ['1,200.50', '1200.50'],
    ['-1,234,567', '-1234567'],
    ['１２００', '1200'],
    ['－１，２００．５', '-1200.5'],
    ['1,5', 'MALFORMED'],
    ['1,20', 'MALFORMED'],
    ['12,00', 'MALFORMED'],
    ['1,2345', 'MALFORMED'],
    ['1.200,5', 'MALFORMED'],
    ['1.2万', 'MALFORMED'],
    ['3亿', 'MALFORMED'],
    ['1e3', 'MALFORMED'],
    ['1.2E+5', 'MALFORMED'],
    ['1.', 'MALFORMED'],
    ['about 5', 'about 5'],
  ];
  for (const [text, expected] of numbers) {
    it(`reads ${text} as ${expected}`, () => {
      expect(read('dec', text)).to.equal(expected);
    });
  }

  it('reads percentages with and without their sign', () => {
    expect(['7.5', '7.5%', '７．５％', '7.5 %'].map((text) => read('percent', text))).to.deep.equal(
      Array.from({ length: 4 }, () => '7.5'),
    );
    expect(read('dec', '7.5%')).to.equal('7.5%');
  });

  it('reads a cell of a million characters as fast as one that ends there', () => {
    // Read again from each of its blanks, one such cell would hold up a gateway for minutes.
    const blanks = ' '.repeat(400_000);
    expect(read('percent', `7${blanks}x`)).to.equal(`7${blanks}x`);
    expect(read('timestamp', `2026-11-23${blanks}x`)).to.equal('MALFORMED');
    expect(read('timestamp', `2026-11-23${blanks}8:00`)).to.equal('2026-11-23T08:00:00+08:00');
  });

  it('says how a time is to be written where one cannot be read', () => {
    for (const text of ['26-11-23', '23/11/2026', '11/23/2026', '2026.11.23', '今天']) {
      for (const definition of ['date', 'timestamp', 'when']) {
        const reading = reader(definition)(text);
        expect(reading, `${text} as ${definition}`).to.be.instanceOf(CellFault);
        expect((reading as CellFault).message)
          .to.contain('2026年11月23日')
          .and.not.contain('今天');
      }
    }
    expect(read('date', '２０２６年１月５日')).to.equal('2026-01-05');
    expect(read('when', '2026/1/5 ８：０５')).to.equal('2026-01-05T08:05:00+08:00');
  });

  it('reads names of units that mean one unit everywhere, and those of a mapping', () => {
    expect(
      ['公斤', 'KG', '件', '度', '㎡', '斤', '亩', '箱'].map((text) => read('unit', text)),
    ).to.deep.equal(['KGM', 'KGM', 'H87', 'KWH', '㎡', '斤', '亩', 'XBX']);
  });

  it('leaves every code of a unit as it is, and gives only such codes', () => {
    expect(unitCodes.filter((code) => read('unit', code) !== code)).to.deep.equal([]);
    expect(Object.values(UNIT_NAMES).filter((code) => !unitCodes.includes(code))).to.deep.equal([]);
  });

  it('does not find what every object has', () => {
    expect(['constructor', '__proto__', 'toString'].map((text) => read('unit', text))).to.deep.equal([
      'constructor',
      '__proto__',
      'toString',
    ]);
  });

  it('reads lists of texts, whatever their items hold', () => {
    const list = cellReader({ type: 'array', items: { $ref: '#/$defs/text' } }, false, context);
    expect(list("a; b\\;c ;;d\\\\;'=1;e\\f")).to.deep.equal(['a', 'b;c', 'd\\', '=1', 'e\\f']);
    const inner = cellReader({ type: 'array', items: { $ref: '#/$defs/text' } }, true, context);
    expect(inner('["a;b"]')).to.deep.equal(['a;b']);
  });
});
