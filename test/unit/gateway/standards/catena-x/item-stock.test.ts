// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { ITEM_STOCK } from '@chainshare/gateway/internal/standards/catena-x/item-stock.js';
import { hasOutside, outsidePath } from '../../../../support/outside-data.js';
import * as aspects from './aspects.js';

const at = '/positions/0/allocatedStocks/0';

const stock = (changes: object = {}) => ({
  isBlocked: false,
  stockLocationBPNA: 'BPNA1234567890ZZ',
  stockLocationBPNS: 'BPNS1234567890ZZ',
  lastUpdatedOnDateTime: '2023-04-28T14:23:00.123456+14:00',
  quantityOnAllocatedStock: { value: 20, unit: 'unit:piece' },
  ...changes,
});
const amount = (value: unknown, unit = 'unit:piece') => stock({ quantityOnAllocatedStock: { value, unit } });
const document = (...stocks: readonly object[]): JsonObject =>
  ({
    materialGlobalAssetId: 'urn:uuid:48878d48-6f1d-47f5-8ded-a441d0d879df',
    direction: 'OUTBOUND',
    positions: [{ allocatedStocks: stocks }],
  }) as unknown as JsonObject;

const faultsOf = (value: JsonObject) => aspects.faultsOf(ITEM_STOCK, value);
const recordFaults = (...stocks: readonly object[]) => aspects.recordFaults(ITEM_STOCK, document(...stocks));
const [record = {}] = aspects.recordsOf(ITEM_STOCK, document(stock()));
const gapsOf = (changes: object) => aspects.gapsOf(ITEM_STOCK, [{ ...record, ...changes }]);

describe('ItemStock of Catena-X', () => {
  it('takes the counterparty of outbound stock for its customer', () => {
    expect(record).to.include({ customer: 'Xinghe', direction: 'outbound' });
    expect(record).to.not.have.any.keys('supplier', 'order');
  });

  it('reads the published sample as inventory', function () {
    if (!hasOutside(outsidePath('catena-x'))) this.skip();
    const sample = aspects.published('ItemStock');
    expect([faultsOf(sample), aspects.recordFaults(ITEM_STOCK, sample)]).to.deep.equal([[], []]);
    const { availability, ...values } = aspects.recordsOf(ITEM_STOCK, sample)[0] ?? {};
    expect(availability).to.equal('in-stock');
    expect(values).to.deep.equal({
      product: 'urn:uuid:48878d48-6f1d-47f5-8ded-a441d0d879df',
      direction: 'inbound',
      supplier: 'Xinghe',
      location: 'BPNS1234567890ZZ',
      address: 'BPNA1234567890ZZ',
      blocked: false,
      asOf: '2023-04-28T14:23:00.123456+14:00',
      order: { orderId: 'C-Nbr-4711', line: 'PositionId-01', sellerOrderId: 'M-Nbr-4711' },
      quantity: '20',
      unit: 'H87',
    });
  });

  it('writes what it reads, by order and place, with numbers of the same value', () => {
    const first = { customerOrderId: 'C1', customerOrderPositionId: '1' };
    const second = { ...first, supplierOrderId: 'S1' };
    const stocks = [amount(0), stock({ isBlocked: true }), stock({ stockLocationBPNS: 'BPNS0000000000AA' })];
    const whole = {
      ...document(),
      positions: [
        { allocatedStocks: stocks },
        { orderPositionReference: first, allocatedStocks: [amount(1e-7)] },
        { orderPositionReference: second, allocatedStocks: [amount(1234567.25)] },
      ],
    } as unknown as JsonObject;
    const { documents, faults } = aspects.written(ITEM_STOCK, aspects.recordsOf(ITEM_STOCK, whole));
    expect([documents, faults]).to.deep.equal([[whole], []]);
  });

  it('refuses numbers that no decimal of a record holds, at their place', () => {
    expect(recordFaults(stock(), amount(1e21))).to.deep.equal([
      '/positions/0/allocatedStocks/1/quantityOnAllocatedStock/value OUT_OF_RANGE',
    ]);
    expect(recordFaults(amount(-1))).to.deep.equal([`${at}/quantityOnAllocatedStock/value OUT_OF_RANGE`]);
  });

  it('refuses what its records may not say, where the document says it', () => {
    const asOf = stock({ lastUpdatedOnDateTime: '2023-04-28T14:23:00' });
    expect(recordFaults(asOf)).to.deep.equal([`${at}/lastUpdatedOnDateTime MALFORMED`]);
    const long = { customerOrderId: 'C'.repeat(81), customerOrderPositionId: '1' };
    const ordered = {
      ...document(),
      positions: [{ orderPositionReference: long, allocatedStocks: [stock()] }],
    };
    expect(aspects.recordFaults(ITEM_STOCK, ordered)).to.deep.equal([
      '/positions/0/orderPositionReference/customerOrderId MALFORMED',
    ]);
  });

  it('refuses stock in two units, and two stocks in one place, in one document', () => {
    expect(faultsOf(document(stock(), amount(1, 'unit:kilogram')))).to.deep.equal([
      '/positions/0/allocatedStocks/1/quantityOnAllocatedStock/unit MIXED_UNITS',
      '/positions/0/allocatedStocks/1 DUPLICATE_ITEM',
    ]);
    expect(faultsOf(document(stock(), stock({ isBlocked: true })))).to.deep.equal([]);
  });

  it('refuses what the aspect model does not allow', () => {
    expect(faultsOf({ ...document(stock()), colour: 'red' })).to.deep.equal(['/colour UNKNOWN_FIELD']);
    expect(faultsOf({ ...document(stock()), direction: 'UP' })).to.deep.equal(['/direction NOT_ALLOWED']);
    expect(faultsOf(document(amount('20')))).to.deep.equal([
      `${at}/quantityOnAllocatedStock/value WRONG_TYPE`,
    ]);
    expect(faultsOf(document(amount(1, 'unit:bushel')))).to.deep.equal([
      `${at}/quantityOnAllocatedStock/unit NOT_ALLOWED`,
    ]);
  });

  for (const [what, changes, pointers] of [
    ['a material without UUID', { product: 'TAG-01' }, ['/product']],
    ['a place without BPNS', { location: 'WH1' }, ['/location']],
    ['a place without BPNA', { address: undefined }, ['/address']],
    ['free stock', { customer: undefined }, ['/customer']],
    ['stock of a lot', { lot: 'L1' }, ['/lot']],
    ['an order without its line', { order: { orderId: 'C1' } }, ['/order/line']],
    ['a unit that Catena-X has no word for', { unit: 'XBX' }, ['/unit']],
    ['more digits than a number of JSON keeps', { quantity: '123456789012345678.5' }, ['/quantity']],
  ] as const) {
    it(`does not write ${what}`, () => {
      expect(gapsOf(changes)).to.deep.equal(pointers.map((pointer) => `/records/r.0${pointer}`));
    });
  }

  it('writes a document for each product, direction and counterparty', () => {
    const others = [{}, { customer: 'Qiming' }, { product: '48878d48-6f1d-47f5-8ded-a441d0d879df' }];
    const inbound = { direction: 'inbound', customer: undefined, supplier: 'Xinghe' };
    const records = [...others, inbound, { address: 'BPNA1234567890AA' }].map((it) => ({ ...record, ...it }));
    const { documents, faults } = aspects.written(ITEM_STOCK, records as unknown as JsonObject[]);
    expect(faults).to.deep.equal([]);
    expect(documents.map(({ direction }) => direction)).to.deep.equal([
      ...['OUTBOUND', 'OUTBOUND', 'OUTBOUND', 'INBOUND'],
    ]);
  });

  it('writes one document in one unit, and names what has another', () => {
    const kilograms = { ...record, unit: 'KGM', address: 'BPNA1234567890AA' };
    expect(aspects.gapsOf(ITEM_STOCK, [record, kilograms])).to.deep.equal(['/records/r.1/unit']);
  });
});
