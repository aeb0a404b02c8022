// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { RecordChecker, type CheckContext } from '@chainshare/gateway/internal/intake/record-checker.js';
import { directory, now } from '../policy/network.js';

const stock: JsonObject = {
  product: 'TAG-01',
  location: 'WH1',
  direction: 'outbound',
  asOf: '2026-11-25T08:00:00Z',
  quantity: '1200',
  unit: 'H87',
};

function newChecker(changes: Partial<CheckContext> = {}): RecordChecker {
  const kind = catalogue.kind('inventory');
  return new RecordChecker({ kind, publisher: 'Xinqiao', directory, receivedAt: now, ...changes });
}

const check = (values: JsonValue, checker = newChecker()) => checker.check({ row: 7, values, faults: [] });
const codes = (values: JsonValue, checker?: RecordChecker) =>
  check(values, checker).faults.map(({ row, pointer, code }) => `${row ?? ''} ${pointer} ${code}`);

describe('check of a record', () => {
  it('makes a candidate: complete, parties as MSP IDs, measured by section', () => {
    const { candidate, faults, warnings } = check({ ...stock, customer: '9520003000001' });
    expect([faults, warnings]).to.deep.equal([[], []]);
    expect(candidate?.parts.identity).to.include({
      customer: 'Xinghe',
      blocked: false,
      availability: 'in-stock',
    });
    expect(candidate?.present).to.deep.equal(['identity', 'quantity']);
    expect(candidate?.bytes.quantity).to.equal(Buffer.byteLength('{"quantity":"1200","unit":"H87"}'));
    expect(candidate?.bytes.evidence).to.equal(2);
  });

  it('keeps an outside id as it is, with a warning', () => {
    const { candidate, warnings } = check({ ...stock, customer: 'urn:example:stranger' });
    expect(candidate?.parts.identity['customer']).to.equal('urn:example:stranger');
    expect(warnings.map(({ row, pointer, code }) => [row, pointer, code])).to.deep.equal([
      [7, '/customer', 'NOT_A_MEMBER'],
    ]);
  });

  it('warns of a party that has left', () => {
    expect(check({ ...stock, customer: 'Alt' }).warnings.map(({ code }) => code)).to.deep.equal([
      'NOT_A_MEMBER',
    ]);
  });

  it('refuses a party that is nobody, personal data and computed values', () => {
    expect(
      codes({ ...stock, customer: 'Xinghee', note: '13800138000', availability: 'low' }),
    ).to.have.members(['7 /customer UNKNOWN_PARTY', '7 /availability COMPUTED', '7 /note PERSONAL_DATA']);
  });

  it('refuses what is no object', () => {
    expect(codes(['TAG-01'])).to.deep.equal(['7  WRONG_TYPE']);
  });

  it('refuses the same key and time twice, also written in another zone', () => {
    const checker = newChecker();
    expect(codes(stock, checker)).to.deep.equal([]);
    expect(codes({ ...stock, asOf: '2026-11-25T16:00:00+08:00', quantity: '1' }, checker)).to.deep.equal([
      '7 /asOf DUPLICATE_KEY',
    ]);
    expect(codes({ ...stock, asOf: '2026-11-25T08:00:00.000000001Z' }, checker)).to.deep.equal([]);
    expect(codes({ ...stock, blocked: true }, checker)).to.deep.equal([]);
  });

  it('refuses a time more than a day ahead', () => {
    expect(codes({ ...stock, asOf: '2026-11-26T08:00:00Z' })).to.deep.equal([]);
    expect(codes({ ...stock, asOf: '2026-11-26T08:00:00.000000001Z' })).to.deep.equal([
      '7 /asOf IN_THE_FUTURE',
    ]);
  });

  it('lets be said long before what holds from a time on', () => {
    const product = { product: 'TAG-01', names: { en: 'Tag' }, validFrom: '2027-06-01', baseUnit: 'H87' };
    expect(codes(product, newChecker({ kind: catalogue.kind('product') }))).to.deep.equal([]);
  });

  it('lets a version number be as great as it likes', () => {
    const key = { version: 10 ** 15, publicKey: 'A'.repeat(43), createdAt: stock['asOf'] ?? '' };
    expect(codes(key, newChecker({ kind: catalogue.kind('key') }))).to.deep.equal([]);
  });

  it('fills in the time of observation and the note where a row has none', () => {
    const { asOf, ...rest } = stock;
    expect(asOf).to.be.a('string');
    const checker = newChecker({ observedAt: '2026-11-24T00:00:00Z', note: 'from the call' });
    expect(check(rest, checker).candidate?.parts.identity).to.include({
      asOf: '2026-11-24T00:00:00Z',
      note: 'from the call',
    });
    const own = check({ ...stock, note: 'own' }, checker).candidate?.parts.identity;
    expect(own).to.include({ asOf: stock['asOf'], note: 'own' });
  });

  it('names the column and the place in the body', () => {
    const input = {
      row: 3,
      values: { ...stock, direction: 'up' },
      faults: [],
      pointer: '/records/2',
      columnOf: () => '方向',
    };
    const [fault] = newChecker().check(input).faults;
    expect(fault).to.include({ row: 3, column: '方向', pointer: '/records/2/direction' });
  });

  it('refuses a record that no transaction could carry', () => {
    const inventory = catalogue.kind('inventory');
    const wide = (length: number) => ({
      ...inventory,
      split: () => ({ identity: { note: 'x'.repeat(length) } }),
    });
    const codesOf = (length: number) => codes(stock, newChecker({ kind: wide(length) }));
    // The member's name, its quotes and the braces take the last 11 bytes.
    expect(codesOf(500_000 - 11 - 3 * 2)).to.deep.equal([]);
    expect(codesOf(500_000 - 11 - 3 * 2 + 1)).to.deep.equal(['7  TOO_LARGE']);
  });
});
