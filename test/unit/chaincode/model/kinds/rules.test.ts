// SPDX-License-Identifier: Apache-2.0
import { kindRules, type JsonObject } from '@chainshare/chaincode/model';
import { expect } from 'chai';

function faults(kind: string, record: JsonObject): string[] {
  return kindRules(kind)
    .faults(record, 'Xinghe')
    .map(({ code, pointer }) => `${code} at ${pointer}`);
}

describe('rules of inventory', () => {
  const stock: JsonObject = { quantity: '10', minimum: '5', unit: 'H87', direction: 'outbound' };
  const availability = (record: JsonObject): unknown =>
    kindRules('inventory').complete({ ...stock, ...record }, 'Xinghe')['availability'];

  it('compute availability by value', () => {
    expect(
      [{}, { quantity: '5.0' }, { quantity: '4.9' }, { quantity: '0.00' }, { blocked: true }].map(
        availability,
      ),
    ).to.deep.equal(['in-stock', 'in-stock', 'low', 'out', 'out']);
    expect(kindRules('inventory').complete({ quantity: '1' }, 'Xinghe')['availability']).to.equal('in-stock');
  });

  it('accept availability only as it is computed', () => {
    expect(faults('inventory', { ...stock, availability: 'in-stock' })).to.deep.equal([]);
    expect(faults('inventory', { ...stock, availability: 'low' })).to.deep.equal([
      'COMPUTED at /availability',
    ]);
  });

  it('refuse negative quantities and limits the wrong way round', () => {
    expect(
      faults('inventory', { quantity: '-0.1', inTransit: '-1', minimum: '5', maximum: '4' }),
    ).to.deep.equal(['OUT_OF_RANGE at /quantity', 'OUT_OF_RANGE at /inTransit', 'OUT_OF_RANGE at /maximum']);
    expect(faults('inventory', { quantity: '-0', minimum: '5', maximum: '5.0' })).to.deep.equal([]);
  });
});

describe('rules of forecast', () => {
  const demand: JsonObject = {
    series: 'demand',
    supplier: 'Xinqiao',
    bucketSize: 'P1W',
    horizon: { start: '2026-11-23', end: '2026-12-07' },
    buckets: [
      { start: '2026-11-23', quantity: '100' },
      { start: '2026-11-30', quantity: '0', agreed: '0' },
    ],
  };
  const bucketAt = (start: string, bucketSize: string, quantity = '1'): JsonObject => ({
    ...demand,
    bucketSize,
    horizon: { start: '2026-11-01', end: '2027-01-01' },
    buckets: [{ start, quantity }],
  });

  it('accept aligned buckets, and none at all', () => {
    expect(faults('forecast', demand)).to.deep.equal([]);
    expect(faults('forecast', { ...demand, buckets: [] })).to.deep.equal([]);
  });

  it('make the publisher the one who speaks', () => {
    const complete = (record: JsonObject, by: string): JsonObject =>
      kindRules('forecast').complete(record, by);
    expect(complete(demand, 'Xinghe')['customer']).to.equal('Xinghe');
    expect(complete({ ...demand, series: 'capacity', customer: 'Qiming' }, 'Xinghe')).to.include({
      customer: 'Qiming',
      supplier: 'Xinghe',
    });
  });

  it('refuse to speak for another, and a demand to nobody', () => {
    expect(faults('forecast', { ...demand, customer: 'Qiming' })).to.deep.equal(['NOT_ALLOWED at /customer']);
    expect(faults('forecast', { ...demand, series: 'capacity' })).to.deep.equal(['NOT_ALLOWED at /supplier']);
    const toNobody = Object.fromEntries(Object.entries(demand).filter(([name]) => name !== 'supplier'));
    expect(faults('forecast', toNobody)).to.deep.equal(['REQUIRED at /supplier']);
  });

  it('refuse buckets that start on a day that does not fit', () => {
    expect(faults('forecast', bucketAt('2026-11-24', 'P1W'))).to.deep.equal([
      'NOT_ALLOWED at /buckets/0/start',
    ]);
    expect(faults('forecast', bucketAt('2026-11-24', 'P1M'))).to.deep.equal([
      'NOT_ALLOWED at /buckets/0/start',
    ]);
    expect(faults('forecast', bucketAt('2026-11-24', 'P1D'))).to.deep.equal([]);
    expect(faults('forecast', bucketAt('2026-12-01', 'P1M'))).to.deep.equal([]);
  });

  it('refuse buckets outside the horizon, whose end is not included', () => {
    expect(faults('forecast', bucketAt('2026-10-31', 'P1D'))).to.deep.equal([
      'OUT_OF_RANGE at /buckets/0/start',
    ]);
    expect(faults('forecast', bucketAt('2027-01-01', 'P1M'))).to.deep.equal([
      'OUT_OF_RANGE at /buckets/0/start',
    ]);
  });

  it('refuse a bucket given twice and negative quantities', () => {
    const twice = { start: '2026-11-23', quantity: '-1', maximum: '-2' };
    expect(
      faults('forecast', { ...demand, buckets: [{ start: '2026-11-23', quantity: '1' }, twice] }),
    ).to.deep.equal([
      'OUT_OF_RANGE at /buckets/1/quantity',
      'OUT_OF_RANGE at /buckets/1/maximum',
      'DUPLICATE_ITEM at /buckets/1/start',
    ]);
  });

  it('refuse a horizon that is empty or not in days', () => {
    const horizon = (start: string, end: string): string[] =>
      faults('forecast', { ...demand, horizon: { start, end } });
    expect(horizon('2026-11-23', '2026-11-23')).to.deep.equal(['OUT_OF_RANGE at /horizon/end']);
    expect(horizon('2026-11-23T00:00:00Z', '2026-12-07')).to.deep.equal(['MALFORMED at /horizon']);
    expect(horizon('2026-11-23', '2026-12-07T00:00:00Z')).to.deep.equal(['MALFORMED at /horizon']);
  });
});

describe('rules of other kinds', () => {
  it('are none', () => {
    const record = { note: 'x' };
    expect(kindRules('void').complete(record, 'Xinghe')).to.equal(record);
    expect(faults('void', record)).to.deep.equal([]);
  });
});
