// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { MATERIAL_DEMAND } from '@chainshare/gateway/internal/standards/catena-x/material-demand.js';
import { hasOutside, outsidePath } from '../../../../support/outside-data.js';
import * as aspects from './aspects.js';

const demand = (day: string, value: unknown = 20, unit = 'unit:piece') => ({ day, demand: { value, unit } });
const series = (changes: object = {}) => ({
  lastUpdatedOnDateTime: '2023-11-05T08:15:30.123-05:00',
  customerLocationBpns: 'BPNS8888888888XX',
  demandCategory: { demandCategoryCode: '0001' },
  demands: [demand('2024-02-29'), demand('2024-02-26', 0.5)],
  ...changes,
});
const document = (...demandSeries: readonly object[]): JsonObject =>
  ({
    materialGlobalAssetId: '48878d48-6f1d-47f5-8ded-a441d0d879df',
    demandSeries,
  }) as unknown as JsonObject;

const faultsOf = (value: JsonObject) => aspects.faultsOf(MATERIAL_DEMAND, value);
const recordFaults = (changes: object) => aspects.recordFaults(MATERIAL_DEMAND, document(series(changes)));
const [record = {}] = aspects.recordsOf(MATERIAL_DEMAND, document(series()));
const gapsOf = (changes: object) => aspects.gapsOf(MATERIAL_DEMAND, [{ ...record, ...changes }]);

describe('ShortTermMaterialDemand of Catena-X', () => {
  it('reads a series as the demand of its publisher, from its first day to the one after its last', () => {
    expect(record).to.deep.equal({
      series: 'demand',
      product: '48878d48-6f1d-47f5-8ded-a441d0d879df',
      customer: 'Xinqiao',
      supplier: 'Xinghe',
      toLocation: 'BPNS8888888888XX',
      category: '0001',
      issue: '2023-11-05T08:15:30.123-05:00',
      issuedAt: '2023-11-05T08:15:30.123-05:00',
      horizon: { start: '2024-02-26', end: '2024-03-01' },
      bucketSize: 'P1D',
      unit: 'H87',
      buckets: [
        { start: '2024-02-29', quantity: '20' },
        { start: '2024-02-26', quantity: '0.5' },
      ],
    });
  });

  it('reads the published sample as a forecast', function () {
    if (!hasOutside(outsidePath('catena-x'))) this.skip();
    const sample = aspects.published('ShortTermMaterialDemand');
    expect([faultsOf(sample), aspects.recordFaults(MATERIAL_DEMAND, sample)]).to.deep.equal([[], []]);
    const [values] = aspects.recordsOf(MATERIAL_DEMAND, sample);
    expect(values).to.deep.include({
      fromLocation: 'BPNS8888888888XX',
      horizon: { start: '2023-10-09', end: '2023-10-10' },
    });
  });

  it('writes what it reads', () => {
    const elsewhere = series({ expectedSupplierLocationBpns: 'BPNS7777777777XX' });
    const spare = series({ demandCategory: { demandCategoryCode: 'A1S1' } });
    const whole = document(series(), elsewhere, spare);
    const { documents, faults } = aspects.written(MATERIAL_DEMAND, aspects.recordsOf(MATERIAL_DEMAND, whole));
    expect([documents, faults]).to.deep.equal([[whole], []]);
  });

  it('says of a series that demands nothing by leaving it out, and wants to hear it so', () => {
    const nothing = { ...record, buckets: [], toLocation: 'BPNS0000000000AA' };
    expect(aspects.written(MATERIAL_DEMAND, [record, nothing]).documents).to.deep.equal([document(series())]);
    expect(faultsOf(document(series({ demands: [] })))).to.deep.equal(['/demandSeries/0/demands REQUIRED']);
  });

  it('refuses two units in a series, and two series of the same places and category', () => {
    const mixed = series({ demands: [demand('2024-02-29'), demand('2024-03-01', 1, 'unit:kilogram')] });
    expect(faultsOf(document(mixed))).to.deep.equal(['/demandSeries/0/demands/1/demand/unit MIXED_UNITS']);
    expect(faultsOf(document(series(), series({ demands: [demand('2024-03-01')] })))).to.deep.equal([
      '/demandSeries/1 DUPLICATE_ITEM',
    ]);
  });

  for (const [what, changes, fault] of [
    [
      'a category of its own',
      { demandCategory: { demandCategoryCode: 'XX01' } },
      '/demandCategory/demandCategoryCode NOT_ALLOWED',
    ],
    [
      'a day twice',
      { demands: [demand('2024-03-01'), demand('2024-03-01')] },
      '/demands/1/day DUPLICATE_ITEM',
    ],
    ['less than nothing', { demands: [demand('2024-03-01', -1)] }, '/demands/0/demand/value OUT_OF_RANGE'],
    [
      'a number without end',
      { demands: [demand('2024-03-01', 1e30)] },
      '/demands/0/demand/value OUT_OF_RANGE',
    ],
  ] as const) {
    it(`refuses ${what}, where the document says it`, () => {
      expect(recordFaults(changes)).to.deep.equal([`/demandSeries/0${fault}`]);
    });
  }

  it('refuses a time without offset, which is both issue and order of a forecast, once', () => {
    expect(recordFaults({ lastUpdatedOnDateTime: '2023-11-05T08:15:30' })).to.deep.equal([
      '/demandSeries/0/lastUpdatedOnDateTime MALFORMED',
    ]);
  });

  for (const [what, changes, pointers] of [
    ['a commitment', { series: 'commitment' }, ['/series']],
    ['weeks', { bucketSize: 'P1W' }, ['/bucketSize']],
    ['a place without BPNS', { toLocation: 'WH1', fromLocation: 'WH2' }, ['/toLocation', '/fromLocation']],
    ['a material without UUID', { product: 'TAG-01' }, ['/product']],
    ['a unit that Catena-X has no word for', { unit: 'XBX' }, ['/unit']],
    ['a demand of a unit without word on no day', { unit: 'XBX', buckets: [] }, ['/unit']],
    [
      'more digits than a number of JSON keeps',
      {
        buckets: [
          { start: '2024-02-29', quantity: '1' },
          { start: '2024-02-28', quantity: '0.123456789012345678' },
        ],
      },
      ['/buckets/1/quantity'],
    ],
  ] as const) {
    it(`does not write ${what}`, () => {
      expect(gapsOf(changes)).to.deep.equal(pointers.map((pointer) => `/records/r.0${pointer}`));
    });
  }
});
