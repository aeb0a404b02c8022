// SPDX-License-Identifier: Apache-2.0
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  subtractDecimals,
} from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { refusalOf } from '../support/refusals.js';

const [add, subtract, multiply] = [addDecimals, subtractDecimals, multiplyDecimals].map(
  (operation) => (a: string, b: string) => formatDecimal(operation(parseDecimal(a), parseDecimal(b))),
) as [Operation, Operation, Operation];
type Operation = (a: string, b: string) => string;

describe('decimal numbers', () => {
  it('reads and writes the shortest form', () => {
    const forms = ['0', '-0', '1.50', '-0.250', '0.000000000001', '999999999999999999.999999999999', '100'];
    expect(forms.map((text) => formatDecimal(parseDecimal(text)))).to.deep.equal([
      '0',
      '0',
      '1.5',
      '-0.25',
      '0.000000000001',
      '999999999999999999.999999999999',
      '100',
    ]);
  });

  for (const text of [
    '',
    '1,5',
    '+1',
    '01',
    '1.',
    '.5',
    '1e3',
    '1.0000000000000',
    '1000000000000000000',
    ' 1',
    '１',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(refusalOf(() => parseDecimal(text))).to.equal('NOT_DECIMAL');
    });
  }

  it('compares by value', () => {
    const compare = (a: string, b: string): number => compareDecimals(parseDecimal(a), parseDecimal(b));
    expect([compare('1.0', '1'), compare('0.1', '0.09'), compare('-2', '-1.5')]).to.deep.equal([0, 1, -1]);
  });

  it('is exact where floating point is not', () => {
    expect(add('0.1', '0.2')).to.equal('0.3');
    expect(subtract('1', '0.999999999999')).to.equal('0.000000000001');
    expect(multiply('-1.1', '1.1')).to.equal('-1.21');
  });
});
