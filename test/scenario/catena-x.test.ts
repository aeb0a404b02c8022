// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { SHAPES } from '@chainshare/gateway/internal/standards/shapes.js';
import { mediaTypeOf } from '@chainshare/gateway/internal/standards/shape.js';
import { hasOutside, outsidePath } from '../support/outside-data.js';
import type { WireAnswer } from '../support/openapi-conformance.js';
import { published, schemaErrors } from '../unit/gateway/standards/catena-x/aspects.js';
import { RunningNetwork } from './support/running-network.js';
import { recordsIn, until } from './support/stock.js';

describe('documents of Catena-X', function () {
  this.timeout(90_000);

  let network: RunningNetwork;

  const ask = (enterprise: string, accept: string, query = '', headers: object = {}): Promise<WireAnswer> =>
    network.doors.ask(enterprise, `GET /v1/records${query}`, { headers: { accept, ...headers } });

  /** Waits until what was published has come to its reader. */
  const document = (enterprise: string, accept: string): Promise<WireAnswer> =>
    until(async () => {
      const answer = await ask(enterprise, accept, '?publisher=Xinqiao');
      return answer.text === '' ? undefined : answer;
    });

  before(async function () {
    if (!hasOutside(outsidePath('catena-x'))) this.skip();
    network = await RunningNetwork.start('Xinqiao', 'Xinghe', 'Qiming');
  });

  after(async () => {
    if (hasOutside(outsidePath('catena-x'))) await network.remove();
  });

  for (const shape of SHAPES) {
    const name = shape.profile.split('#')[1] ?? '';
    const type = mediaTypeOf(shape);

    it(`${name}: the published sample goes in, and comes out as it was at publisher and reader`, async () => {
      const body = new Uint8Array(await readFile(outsidePath(`catena-x/${name}.json`)));
      const headers = { 'content-type': type };
      const ids = recordsIn(await network.doors.publish('Xinqiao', '?to=Xinghe', { body, headers }));
      expect(ids).to.have.length(1);
      for (const enterprise of ['Xinqiao', 'Xinghe']) {
        const answer = await document(enterprise, type);
        expect(answer.headers['content-type']).to.equal(type);
        expect(answer.json).to.deep.equal(published(name));
        expect(schemaErrors(name, answer.json)).to.deep.equal([]);
        expect(answer.headers).to.include.keys('chainshare-as-of-block', 'chainshare-pending');
      }
    });

    it(`${name}: there is none for who was granted nothing`, async () => {
      const answer = await ask('Qiming', type);
      expect([answer.status, answer.text]).to.deep.equal([200, '']);
    });
  }

  const [ITEM_STOCK] = SHAPES;
  const STOCK = ITEM_STOCK === undefined ? '' : mediaTypeOf(ITEM_STOCK);

  it('are withheld, and named, from a reader without the sections that they speak of', async () => {
    const sample = {
      ...published('ItemStock'),
      materialGlobalAssetId: '48878d48-6f1d-47f5-8ded-a441d0d879d0',
    };
    const asked = { body: JSON.stringify(sample), headers: { 'content-type': STOCK } };
    const policy = {
      name: 'availability',
      kinds: ['inventory'],
      to: { enterprises: ['Qiming'] },
      sections: ['identity'],
    };
    await network.doors.ask('Xinqiao', 'POST /v1/policies', { body: { ...policy, exclusive: true } });
    const [id = ''] = recordsIn(await network.doors.publish('Xinqiao', '?to=Xinghe', asked));
    const answer = await until(async () => {
      const refused = await ask('Qiming', STOCK);
      return refused.status === 406 ? refused : undefined;
    });
    expect(answer.json).to.deep.include({ code: 'NOT_EXPRESSIBLE', errorCount: 1 });
    expect(answer.text).to.include(`"/records/${id}"`);
  });

  it('are several lines for several materials, and name the records that they cannot say', async () => {
    const row = { location: 'WH1', direction: 'inbound', supplier: 'Xinghe', quantity: '1', unit: 'H87' };
    const records = [{ ...row, product: 'TAG-01', asOf: '2026-11-23T08:00:00+08:00' }];
    await network.doors.publish('Xinqiao', '', { body: { kind: 'inventory', records } });
    const answer = await ask('Xinqiao', STOCK);
    expect(answer.headers['content-type']).to.equal(STOCK.replace('json', 'x-ndjson'));
    expect(answer.text.trimEnd().split('\n')).to.have.length(2);
    expect(answer.headers['chainshare-not-expressible-count']).to.equal('3');
    const strict = await ask('Xinqiao', STOCK, '', { prefer: 'handling=strict' });
    expect([strict.status, strict.json['errorCount']]).to.deep.equal([406, 3]);
    const other = await ask('Xinqiao', STOCK, '?location=WH1');
    expect(other.json['code']).to.equal('NOT_EXPRESSIBLE');
  });

  it('are refused with the place in the document, and for another kind than they say', async () => {
    const body = JSON.stringify(published('ItemStock')).replace('+14:00', '');
    const headers = { 'content-type': STOCK };
    const refused = await network.doors.publish('Xinqiao', '?to=Xinghe', { body, headers });
    expect(refused.json['errors']).to.deep.include({
      ...{ row: 1, pointer: '/positions/0/allocatedStocks/0/lastUpdatedOnDateTime', code: 'MALFORMED' },
      message: (refused.json['errors'] as { message: string }[])[0]?.message,
    });
    const other = await network.doors.publish('Xinqiao', '?to=Xinghe&kind=forecast', { body, headers });
    expect(other.text).to.include('NOT_ALLOWED');
  });
});
