// SPDX-License-Identifier: Apache-2.0
import { connect, type Client } from '@chainshare/client';
import { expect } from 'chai';
import { json, ScriptedGateway, type Arrived } from '../support/http-server.js';

describe('codes, as a client meets them', () => {
  const gateway = new ScriptedGateway();
  let client: Client;

  before(async () => {
    client = await connect({ gateway: await gateway.start(), token: 'secret' });
  });

  after(async () => {
    await gateway.stop();
  });

  const last = (): Arrived => {
    const arrived = gateway.arrived.at(-1);
    if (arrived === undefined) throw new Error('nothing arrived');
    return arrived;
  };

  it('publish makes unknown codes known where it is told to, and says how many', async () => {
    const fix = { kind: 'product', record: { product: 'TAG-09' } };
    const warning = { row: 1, pointer: '/records/0/product', code: 'UNKNOWN_CODE', message: 'm', fix };
    gateway.script(json(201, { publications: [], accepted: 1, rejected: 0, warnings: [warning] }));
    const warned = await client.publish('note', [{}]);
    expect([warned.added, warned.warnings[0]?.fix]).to.deep.equal([0, fix]);
    expect(last().query.has('addUnknown')).to.equal(false);
    const records = [{ adds: { kind: 'product', code: 'TAG-09' }, id: `${'a'.repeat(64)}.0` }];
    const publications = [{ id: 'p', records, transactionId: 't', block: 1, audience: [] }];
    gateway.script(json(201, { publications, accepted: 1, rejected: 0, added: 1, warnings: [] }));
    const { added, publications: made } = await client.publish('note', [{}], { addUnknown: true });
    expect([added, made]).to.deep.equal([1, publications]);
    expect(last().query.get('addUnknown')).to.equal('true');
  });

  it('settings are read, and changed one by one under their version', async () => {
    const settings = { timeZone: 'Asia/Shanghai', codes: 'any' };
    gateway.script(json(200, { data: settings }, { etag: '"3"' }));
    expect(await client.settings.get()).to.deep.equal({ settings, etag: '"3"' });
    const changed = { ...settings, codes: 'known' };
    gateway.script(
      json(200, { data: settings }, { etag: '"3"' }),
      json(200, { data: changed }, { etag: '"4"' }),
    );
    expect(await client.settings.change({ codes: 'known' })).to.deep.equal({
      settings: changed,
      etag: '"4"',
    });
    expect(last()).to.include({ method: 'PUT', path: '/v1/settings' });
    expect(last().headers).to.include({ 'if-match': '"3"', 'content-type': 'application/json' });
    expect(JSON.parse(last().body)).to.deep.equal(changed);
  });
});
