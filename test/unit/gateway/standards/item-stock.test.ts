// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { itemStockFaults, itemStockRows } from '@chainshare/gateway/internal/standards/item-stock.js';
import { hasOutside, outsidePath } from '../../../support/outside-data.js';

const sample = outsidePath('catena-x/ItemStock.json');

const stock = (value: unknown = 20, unit = 'unit:piece') => ({
  isBlocked: false,
  stockLocationBPNA: 'BPNA1234567890ZZ',
  stockLocationBPNS: 'BPNS1234567890ZZ',
  lastUpdatedOnDateTime: '2023-04-28T14:23:00.123456+14:00',
  quantityOnAllocatedStock: { value, unit },
});
const document = (...stocks: readonly object[]): JsonObject =>
  ({
    materialGlobalAssetId: 'urn:uuid:48878d48-6f1d-47f5-8ded-a441d0d879df',
    direction: 'OUTBOUND',
    positions: [{ allocatedStocks: stocks }],
  }) as unknown as JsonObject;
const faultsOf = (value: JsonObject) =>
  itemStockFaults(value).map(({ pointer, code }) => `${pointer} ${code}`);

describe('ItemStock of Catena-X', () => {
  it('reads the published sample as inventory', function () {
    if (!hasOutside(sample)) this.skip();
    const published = JSON.parse(readFileSync(sample, 'utf8')) as JsonObject;
    expect(itemStockFaults(published)).to.deep.equal([]);
    const [row] = itemStockRows(published, 'Xinghe');
    expect(row?.values).to.deep.equal({
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
    expect(catalogue.kind('inventory').validate(row?.values ?? {})).to.deep.equal([]);
  });

  it('takes the counterparty of outbound stock for its customer', () => {
    const [row] = itemStockRows(document(stock()), 'Xinghe');
    expect(row?.values).to.include({ customer: 'Xinghe', direction: 'outbound' });
    expect(row?.values).to.not.have.any.keys('supplier', 'order');
  });

  it('writes numbers as decimals and refuses those that have none', () => {
    const quantityOf = (value: number) => itemStockRows(document(stock(value)), 'X')[0]?.values['quantity'];
    expect([20.0, 0.5, 1234567.25].map(quantityOf)).to.deep.equal(['20', '0.5', '1234567.25']);
    const [row] = itemStockRows(document(stock(1e21)), 'X');
    expect(row?.faults.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
      '/positions/0/allocatedStocks/0/quantityOnAllocatedStock/value OUT_OF_RANGE',
    ]);
  });

  it('refuses stock in two units in one document', () => {
    expect(faultsOf(document(stock(1), stock(1, 'unit:kilogram')))).to.deep.equal([
      '/positions/0/allocatedStocks/1/quantityOnAllocatedStock/unit MIXED_UNITS',
    ]);
  });

  it('refuses what the aspect model does not allow', () => {
    expect(faultsOf({ ...document(stock()), colour: 'red' })).to.deep.equal(['/colour UNKNOWN_FIELD']);
    expect(faultsOf({ ...document(stock()), direction: 'UP' })).to.deep.equal(['/direction NOT_ALLOWED']);
    expect(faultsOf(document(stock('20')))).to.deep.equal([
      '/positions/0/allocatedStocks/0/quantityOnAllocatedStock/value WRONG_TYPE',
    ]);
    expect(faultsOf(document(stock(1, 'unit:bushel')))).to.have.length(1);
  });
});
