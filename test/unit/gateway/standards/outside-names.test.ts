// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import type { AssignedCode, StatedAlias } from '@chainshare/gateway/internal/kinds/known-code.js';
import { DELIVERY_INFORMATION } from '@chainshare/gateway/internal/standards/catena-x/delivery-information.js';
import { ITEM_STOCK } from '@chainshare/gateway/internal/standards/catena-x/item-stock.js';
import { withOutsideNames } from '@chainshare/gateway/internal/standards/outside-names.js';
import type { StandardShape } from '@chainshare/gateway/internal/standards/shape.js';

const UUID = 'urn:uuid:580d3adf-1981-44a0-a214-13d6ceed9379';
const OTHER = 'urn:uuid:680d3adf-1981-44a0-a214-13d6ceed9379';
const [SITE, ADDRESS] = ['BPNS00000003B6LU', 'BPNA00000003B6LU'];

/** What records state, by publisher and code. */
const STATED: Readonly<Record<string, readonly StatedAlias[]>> = {
  'Xinqiao TAG-01': [
    { scheme: 'gtin', code: '09520006000015' },
    { scheme: 'cx', code: UUID },
    { scheme: 'cx', code: UUID },
  ],
  'Xinqiao TAG-02': [
    { scheme: 'cx', code: UUID },
    { scheme: 'cx', code: OTHER },
  ],
  'Xinqiao TAG-03': [{ scheme: 'cx', code: 'no uuid' }],
  'Xinqiao WH1': [
    { scheme: 'bpns', code: SITE },
    { scheme: 'bpna', code: ADDRESS },
  ],
  'Xinqiao WH2': [{ scheme: 'bpns', code: SITE }],
};

async function named(values: JsonObject, shape: StandardShape = ITEM_STOCK, publisher = 'Xinqiao') {
  const asked: AssignedCode[] = [];
  const [record] = await withOutsideNames([{ publisher, values }], shape.names, (codes) => {
    asked.push(...codes);
    return Promise.resolve(codes.map((code) => STATED[`${code.publisher} ${code.code}`] ?? []));
  });
  return { values: record?.values, asked: asked.map(({ sort, code }) => `${sort} ${code}`) };
}

describe('names that a standard wants', () => {
  it('stand in the place of own codes where product and location records state them', async () => {
    const { values, asked } = await named({ product: 'TAG-01', location: 'WH1', quantity: '1' });
    expect(values).to.deep.equal({ product: UUID, location: SITE, address: ADDRESS, quantity: '1' });
    expect(asked).to.deep.equal(['product TAG-01', 'location WH1']);
  });

  it('stay as they are where they are there', async () => {
    const there = { product: OTHER, location: 'BPNS0000000000XX', address: 'BPNA0000000000XX' };
    expect(await named(there)).to.deep.equal({ values: there, asked: [] });
    const otherwise = { product: OTHER, location: 'WH1', address: 'Gate 7' };
    expect((await named(otherwise)).values).to.deep.equal({ ...otherwise, location: SITE });
  });

  it('are not taken of two, nor of another form, nor of another publisher, nor made up', async () => {
    for (const product of ['TAG-02', 'TAG-03', 'TAG-04']) {
      const row = { product, location: 'WH9' };
      expect((await named(row)).values).to.deep.equal(row);
    }
    const row = { product: 'TAG-01', location: 'WH1' };
    expect((await named(row, ITEM_STOCK, 'Guyu')).values).to.deep.equal(row);
    expect((await named({ product: 'TAG-01', location: 'WH2' })).values).to.deep.equal({
      product: UUID,
      location: SITE,
    });
    expect((await named({ quantity: '1' })).values).to.deep.equal({ quantity: '1' });
  });

  it('are those of both ends of a delivery', async () => {
    const row = { product: 'TAG-01', fromLocation: 'WH1', toLocation: 'WH2' };
    const { values } = await named(row, DELIVERY_INFORMATION);
    expect(values).to.deep.equal({
      product: UUID,
      fromLocation: SITE,
      fromAddress: ADDRESS,
      toLocation: SITE,
    });
  });
});
