// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  kindSchema,
  recordKey,
  sha256,
  textFaults,
  textLeaves,
  holdsPersonalData,
  withDefaults,
  type JsonObject,
  type KindSchema,
} from '@chainshare/chaincode/model';
import { expect } from 'chai';

const inventory = kindSchema('inventory') as KindSchema;
const stock: JsonObject = {
  product: 'TAG-01',
  location: 'WH1',
  direction: 'outbound',
  asOf: '2026-11-23T08:00:00+08:00',
  quantity: '1',
};

describe('record key', () => {
  it('is the hash of publisher, kind and key values, absent ones null and defaults applied', () => {
    const values = ['Xinqiao', 'inventory', 'TAG-01', 'WH1', null, null, null, 'outbound', false, null, null];
    const expected = sha256(canonical(values)).toString('hex');
    expect(recordKey(inventory, 'Xinqiao', stock)).to.equal(expected);
    expect(recordKey(inventory, 'Xinqiao', { ...stock, blocked: false, quantity: '2' })).to.equal(expected);
  });

  it('differs by publisher and by every key property, also inside objects', () => {
    const order = { orderId: '45', line: '10' };
    const keys = [
      recordKey(inventory, 'Xinqiao', stock),
      recordKey(inventory, 'Xinghe', stock),
      recordKey(inventory, 'Xinqiao', { ...stock, blocked: true }),
      recordKey(inventory, 'Xinqiao', { ...stock, order }),
      recordKey(inventory, 'Xinqiao', { ...stock, order: { ...order, line: '20' } }),
    ];
    expect(new Set(keys).size).to.equal(keys.length);
  });

  it('brings parties and codes into one form', () => {
    const names = { party: () => 'Xinghe', code: (text: string) => text.toUpperCase() };
    const spelled = { ...stock, product: 'tag-01', customer: '9520003000001', order: { orderId: 'a' } };
    const plain = { ...stock, customer: 'Xinghe', order: { orderId: 'A' } };
    expect(recordKey(inventory, 'Xinqiao', spelled, names)).to.equal(recordKey(inventory, 'Xinqiao', plain));
  });

  it('is the same for every party of an agreement', () => {
    const agreement = kindSchema('agreement') as KindSchema;
    const plan: JsonObject = { agreementId: 'Xinghe:P-1', version: 2 };
    expect(recordKey(agreement, 'Xinghe', plan)).to.equal(recordKey(agreement, 'Xinqiao', plan));
  });

  it('is of scheme and number for a certificate, and of the publisher too for a declaration', () => {
    const certificate = kindSchema('certificate') as KindSchema;
    const organic: JsonObject = { scheme: 'organic', number: '1', assessorLevel: 'third' };
    const declared: JsonObject = { ...organic, assessorLevel: 'self' };
    expect(recordKey(certificate, 'Huazheng', organic)).to.equal(recordKey(certificate, 'Guyu', organic));
    expect(recordKey(certificate, 'Huazheng', declared)).to.not.equal(
      recordKey(certificate, 'Guyu', declared),
    );
    expect(recordKey(certificate, 'Guyu', declared)).to.not.equal(recordKey(certificate, 'Guyu', organic));
  });

  it('takes two spellings of one instant for one', () => {
    const byTime = { ...inventory, 'x-key': ['asOf'] };
    const utc = { ...stock, asOf: '2026-11-23T00:00:00Z' };
    expect(recordKey(byTime, 'Xinqiao', stock)).to.equal(recordKey(byTime, 'Xinqiao', utc));
  });
});

describe('defaults', () => {
  it('stand where the record says nothing', () => {
    expect(withDefaults(inventory, stock)['blocked']).to.equal(false);
    expect(withDefaults(inventory, { ...stock, blocked: true })['blocked']).to.equal(true);
  });
});

describe('texts of a record', () => {
  it('are found with their place and their definition', () => {
    const record = {
      product: 'P',
      order: { orderId: '45' },
      files: [{ title: 'a' }],
      blocked: true,
      other: 'x',
    };
    expect(textLeaves(inventory, record)).to.deep.equal([
      { pointer: '/product', text: 'P', definition: 'code' },
      { pointer: '/order/orderId', text: '45', definition: 'code' },
      { pointer: '/files/0/title', text: 'a', definition: 'text' },
      { pointer: '/other', text: 'x', definition: undefined },
    ]);
  });

  it('must be in normal form C', () => {
    const faults = textFaults(inventory, { product: 'Cafe\u0301' });
    expect(faults.map(({ code, pointer }) => `${code} at ${pointer}`)).to.deep.equal([
      'NOT_NORMALISED at /product',
    ]);
  });

  it('must not hold personal data where they are free, while codes may look like anything', () => {
    const faults = textFaults(inventory, { note: '电话13800138000', lot: '13800138000' });
    expect(faults.map(({ code, pointer }) => `${code} at ${pointer}`)).to.deep.equal([
      'PERSONAL_DATA at /note',
    ]);
  });
});

describe('personal data', () => {
  const held = [
    '13800138000',
    '请联系 138 0013 8000。',
    '+86 13800138000',
    '008613800138000',
    '１３８００１３８０００',
    '138-0013-8000',
    '身份证11010519491231002X号',
    '11010519491231002x',
  ];
  for (const text of held) {
    it(`is found in ${text}`, () => {
      expect(holdsPersonalData(text)).to.equal(true);
    });
  }

  const free = [
    '',
    '12800138000',
    '138001380001',
    'LOT13800138000',
    '110105194912310021',
    '9111010519491231002X',
    '2026-11-23',
  ];
  for (const text of free) {
    it(`is not seen in ${JSON.stringify(text)}`, () => {
      expect(holdsPersonalData(text)).to.equal(false);
    });
  }
});
