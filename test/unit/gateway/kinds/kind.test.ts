// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { kindSchemas, parseInstant, type JsonObject } from '@chainshare/chaincode/model';
import { catalogue, newCatalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { canonicalSubject } from '@chainshare/gateway/internal/kinds/subjects.js';

const inventory = catalogue.kind('inventory');
const stock: JsonObject = {
  product: 'TAG-01',
  location: 'WH1',
  direction: 'outbound',
  asOf: '2026-11-25T16:00:00.123456789+08:00',
  quantity: '1200',
  unit: 'H87',
};

const faultsOf = (values: JsonObject) =>
  inventory.validate(values).map(({ pointer, code }) => `${pointer} ${code}`);

describe('kinds', () => {
  it('knows the kinds of the model in their newest major', () => {
    const next = kindSchemas.map((schema) => ({ ...schema, $id: schema.$id.replace(/1$/, '2') }));
    const both = newCatalogue([...kindSchemas, ...next]);
    expect(both.kind('inventory').schema).to.equal(2);
    expect(both.find('inventory', 1)?.schema).to.equal(1);
    expect(both.find('inventory', 3)).to.equal(undefined);
    expect(both.kinds).to.have.length(kindSchemas.length);
  });

  it('refuses a kind that is not there', () => {
    expect(() => catalogue.kind('weather')).to.throw('KIND_NOT_FOUND');
  });

  it('finds every fault at its place', () => {
    const { product, ...rest } = stock;
    expect(product).to.equal('TAG-01');
    expect(
      faultsOf({ ...rest, direction: 'up', asOf: 'today', quantity: 1, colour: 'red', order: {} }),
    ).to.have.members([
      '/product REQUIRED',
      '/direction NOT_ALLOWED',
      '/asOf MALFORMED',
      '/quantity WRONG_TYPE',
      '/colour UNKNOWN_FIELD',
      '/order/orderId REQUIRED',
    ]);
  });

  it('wants a reason with a correction, and a correction with a reason', () => {
    const corrects = `${'0'.repeat(64)}.0`;
    expect(faultsOf({ ...stock, corrects })).to.deep.equal(['/reason REQUIRED']);
    expect(faultsOf({ ...stock, reason: 'counted again' })).to.deep.equal(['/corrects REQUIRED']);
    expect(faultsOf({ ...stock, corrects, reason: 'counted again', note: 'sorry' })).to.deep.equal([]);
  });

  it('finds faults that no schema can see', () => {
    const faults = inventory.ruleFaults({ ...stock, quantity: '-1', note: 'call 13800138000' }, 'Xinqiao');
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
      '/quantity OUT_OF_RANGE',
      '/note PERSONAL_DATA',
    ]);
  });

  it('takes a record apart by sections and puts it together again', () => {
    const values = { ...stock, owner: 'Xinghe', method: 'book', note: 'counted' };
    const parts = inventory.split(values);
    expect(Object.keys(parts)).to.have.members(['identity', 'quantity', 'commercial', 'evidence']);
    expect(parts.quantity).to.deep.equal({ quantity: '1200', unit: 'H87' });
    expect(parts.identity).to.have.property('note', 'counted');
    expect(inventory.join(parts)).to.deep.equal(values);
    expect(Object.keys(inventory.split(stock))).to.deep.equal(['identity', 'quantity']);
  });

  it('checks one opened section without the others', () => {
    expect(inventory.validateSection('quantity', { quantity: '1', unit: 'H87' })).to.deep.equal([]);
    expect(
      inventory.validateSection('quantity', { quantity: '1', unit: 'H87', product: 'TAG-01' }),
    ).to.have.length(1);
    expect(inventory.validateSection('quantity', { quantity: '1' })).to.have.length(1);
  });

  it('gives two spellings of one thing one key', () => {
    const key = (identity: JsonObject) => inventory.recordKey('Xinqiao', { ...stock, ...identity });
    expect(key({}))
      .to.match(/^[0-9a-f]{64}$/)
      .and.to.equal(key({ blocked: false, asOf: '2020-01-01T00:00:00Z' }));
    expect(key({})).to.not.equal(key({ blocked: true }));
    expect(key({})).to.not.equal(inventory.recordKey('Xinghe', stock));
  });

  it('orders by the instant, to the nanosecond', () => {
    expect(inventory.orderValue(stock)).to.equal(parseInstant('2026-11-25T08:00:00.123456789Z'));
    expect(inventory.businessTime(stock)).to.equal(inventory.orderValue(stock));
    expect(catalogue.kind('key').orderValue({ version: 3 })).to.equal(3n);
    expect(catalogue.kind('void').orderValue({})).to.equal(null);
  });

  it('names what a record is about, own codes under who assigned them', () => {
    expect(inventory.subjects({ ...stock, lot: 'L 1' }, 'Xinqiao')).to.have.members([
      'urn:chainshare:Xinqiao:part:TAG-01',
      'urn:chainshare:Xinqiao:site:WH1',
      'urn:chainshare:Xinqiao:lot:L%201',
    ]);
    const uri = 'https://id.gs1.org/01/09520006000015';
    expect(canonicalSubject('product', uri, 'Xinqiao')).to.equal(uri);
    expect(canonicalSubject('party', 'Xinghe', 'Xinqiao')).to.equal('Xinghe');
  });

  it('takes all forms of one GS1 name for one, in names and keys', () => {
    const uri = 'https://id.gs1.org/01/09520006000015';
    const keyOf = (product: string) => inventory.recordKey('Xinqiao', { ...stock, product });
    for (const form of [
      'https://example.com/some/01/09520006000015',
      '(01)09520006000015',
      'urn:epc:idpat:sgtin:9520006.000001.*',
    ]) {
      expect(canonicalSubject('product', form, 'Xinqiao'), form).to.equal(uri);
      expect(keyOf(form), form).to.equal(keyOf(uri));
    }
    const others = [
      '09520006000015',
      '(01)09520006000016',
      'urn:uuid:x',
      'https://example.com/tag',
      '(A) TAG',
    ];
    const names = others.map((code) => canonicalSubject('product', code, 'Xinqiao'));
    expect(names).to.deep.equal([
      'urn:chainshare:Xinqiao:part:09520006000015',
      'urn:chainshare:Xinqiao:part:(01)09520006000016',
      'urn:uuid:x',
      'https://example.com/tag',
      'urn:chainshare:Xinqiao:part:(A)%20TAG',
    ]);
    expect(new Set([uri, ...others].map(keyOf)).size).to.equal(6);
  });

  it('offers scalar fields of identity as filters, free text for search only', () => {
    const identity = {
      product: 'TAG-01',
      asOf: '2026-11-25T08:00:00Z',
      blocked: false,
      note: 'x',
      order: { orderId: '1' },
    };
    const facets = Object.fromEntries(inventory.facets(identity));
    expect(facets).to.deep.equal({ product: 'TAG-01', asOf: '2026-11-25T08:00:00Z', blocked: 'false' });
    expect(inventory.texts({ a: 'x', b: ['y', { c: 'z' }], d: 1 })).to.deep.equal(['x', 'y', 'z']);
  });
});
