// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { OpenApiDocument } from '@chainshare/gateway/internal/http/openapi/document.js';
import type { Asked } from './support/front-doors.js';
import { RunningNetwork } from './support/running-network.js';
import { recordsIn } from './support/stock.js';

const row = {
  ...{ product: 'TAG-01', location: 'WH1', direction: 'outbound', quantity: '1200', unit: 'H87' },
  asOf: '2026-11-23T08:00:00+08:00',
};

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

/** Two enterprises with everything real behind HTTP; every answer is compared with the OpenAPI document. */
describe('the HTTP surface of a running gateway', function () {
  this.timeout(60_000);

  let network: RunningNetwork;
  let document: OpenApiDocument;
  let record: string;

  const ask = (enterprise: string, place: string, asked?: Asked) =>
    network.doors.ask(enterprise, place, asked);
  const publish = (body: object, query = '', headers = {}) =>
    network.doors.publish('Xinqiao', query, { body, headers });

  before(async () => {
    network = await RunningNetwork.start('Xinqiao', 'Xinghe');
    document = (await ask('Xinqiao', 'GET /openapi.json')).json as unknown as OpenApiDocument;
    const published = await publish({ kind: 'inventory', records: [row], to: ['Xinghe'] });
    expect(published.status, published.text).to.equal(201);
    [record = ''] = recordsIn(published);
  });

  afterEach(() => {
    network.doors.assertConforming();
  });

  after(async () => {
    await network.remove();
  });

  it('publishes, or says why not', async () => {
    const dry = await publish({ kind: 'inventory', records: [row], to: ['Xinghe'] }, '?dryRun=true');
    expect(dry.status).to.equal(200);
    const records = [{ ...row, product: 'TAG-02' }];
    const started = await publish({ kind: 'inventory', records }, '', { prefer: 'wait=0' });
    expect(started.status).to.equal(202);
    expect((await ask('Xinqiao', `GET ${String(started.headers['location'])}`)).status).to.equal(200);
    for (const body of [
      {},
      { kind: 'weather', records: [row] },
      { kind: 'inventory', records: [{ ...row, quantity: 'x' }] },
    ]) {
      expect((await publish(body)).json).to.include({ code: 'INVALID_REQUEST' });
    }
  });

  it('answers the publisher about everything that there is', async () => {
    const [publication = ''] = record.split('.');
    const paths = [
      ...['/v1/records', '/v1/records?kind=inventory&product=TAG-01', '/v1/records?versions=all&q=TAG'],
      ...[`/v1/records/${record}`, `/v1/records/${record}/access`, `/v1/publications/${publication}`],
      ...[`/v1/records/${record}/proof?level=1`, `/v1/records/${record}/proof?level=2`],
      ...['/v1/grants', '/v1/access-log', '/v1/members', '/v1/members/Xinghe', '/v1/policies', '/v1/status'],
      ...['/v1/kinds', '/v1/kinds/inventory', '/v1/kinds/inventory/schema.json'],
      ...['/v1/kinds/inventory/template.csv', '/v1/kinds/inventory/template.xlsx', '/v1/settings'],
      ...['/readyz', '/healthz', '/metrics'],
      ...['/openapi.json', '/docs', '/docs/errors', '/docs/style.css'],
    ];
    for (const path of paths) expect((await ask('Xinqiao', `GET ${path}`)).status, path).to.equal(200);
    const changes = await network.doors.fetch(`${network.doors.address('Xinqiao')}/v1/changes?since=0`, {
      headers: { authorization: `Bearer ${network.doors.token('Xinqiao')}` },
      signal: AbortSignal.timeout(1_000),
    });
    expect(changes.headers.get('content-type')).to.match(/^text\/event-stream/);
    await changes.body?.cancel();
  });

  it('answers alike about what is not there', async () => {
    const [publication = ''] = record.split('.');
    const paths = [
      ...[`/v1/records/${publication}.9`, '/v1/publications/x', '/v1/members/x', '/v1/imports/x'],
      ...['/v1/policies/x', '/v1/kinds/x', '/v1/nothing', '/v1', '/'],
    ];
    for (const path of paths) expect((await ask('Xinghe', `GET ${path}`)).status, path).to.equal(404);
    for (const path of ['/v1/records?colour=red', '/v1/records?cursor=x', '/v1/grants?cursor=x']) {
      expect((await ask('Xinghe', `GET ${path}`)).status, path).to.equal(400);
    }
  });

  it('keeps policies under their versions, and explains them', async () => {
    const policy = { name: 'stock', kinds: ['inventory'], to: { enterprises: ['Xinghe'] } };
    const created = await ask('Xinqiao', 'POST /v1/policies', { body: policy });
    const place = String(created.headers['location']);
    const headers = { 'if-match': String(created.headers['etag']) };
    expect((await ask('Xinqiao', `GET ${place}`)).headers['etag']).to.equal(headers['if-match']);
    const body = { ...policy, name: 'new' };
    const replaced = await ask('Xinqiao', `PUT ${place}`, { body, headers });
    expect(replaced.status).to.equal(200);
    expect((await ask('Xinqiao', `DELETE ${place}`, { headers })).status).to.equal(412);
    expect((await ask('Xinqiao', `DELETE ${place}`)).status).to.equal(428);
    const newer = { 'if-match': String(replaced.headers['etag']) };
    expect((await ask('Xinqiao', `DELETE ${place}`, { headers: newer })).status).to.equal(204);
    const coloured = await ask('Xinqiao', 'POST /v1/policies', { body: { ...policy, colour: 'red' } });
    expect(coloured.json).to.have.nested.property('errors[0].pointer', '/colour');
    const explain = (question: object) =>
      ask('Xinqiao', 'POST /v1/explain', { body: { enterprise: 'Xinghe', ...question } });
    expect((await explain({ record })).json).to.include({ sees: true });
    expect((await explain({ kind: 'inventory', values: row })).status).to.equal(200);
  });

  it('keeps settings and what columns mean under their versions', async () => {
    const settings = await ask('Xinqiao', 'GET /v1/settings');
    const body = { timeZone: 'Europe/Berlin' };
    const ifMatch = { 'if-match': String(settings.headers['etag']) };
    expect((await ask('Xinqiao', 'PUT /v1/settings', { body, headers: ifMatch })).json).to.deep.include({
      data: { ...body, codes: 'any' },
    });
    expect((await ask('Xinqiao', 'PUT /v1/settings', { body, headers: ifMatch })).status).to.equal(412);
    const place = `/v1/mappings/inventory/${createHash('sha256').update('["存货编码"]').digest('hex')}`;
    expect((await ask('Xinqiao', `GET ${place}`)).json).to.include({ code: 'MAPPING_NOT_FOUND' });
    const mapping = { columns: { 存货编码: 'product' } };
    const put = await ask('Xinqiao', `PUT ${place}`, { body: mapping });
    expect(put.status, put.text).to.equal(201);
    expect((await ask('Xinqiao', `GET ${place}`)).json).to.deep.equal({ data: mapping });
    const headers = { 'if-match': String(put.headers['etag']) };
    expect((await ask('Xinqiao', `DELETE ${place}`, { headers })).status).to.equal(204);
  });

  it('puts a profile, and revokes a grant as often as it is asked to', async () => {
    const profile = { names: { zh: '芯桥', en: 'Xinqiao' } };
    expect((await ask('Xinqiao', 'PUT /v1/profile', { body: profile })).status).to.equal(201);
    const revoke = () => ask('Xinqiao', `POST /v1/grants/${record.split('.')[0] ?? ''}:Xinghe/revoke`);
    const [first, second] = [await revoke(), await revoke()];
    expect(first.status, first.text).to.equal(200);
    expect(second.json).to.deep.equal(first.json);
  });

  it('has been asked everything that its document describes', async () => {
    const documented = Object.values(document.paths).flatMap((operations) =>
      Object.values(operations).map(({ operationId }) => operationId),
    );
    const { seen } = await network.doors.conformance();
    expect([...seen]).to.have.members(documented);
  });

  it('answers no other method at any address that its document describes', async () => {
    for (const [template, operations] of Object.entries(document.paths)) {
      const path = template.replaceAll(/\{\w+\}/g, 'x');
      const documented = Object.keys(operations).map((method) => method.toUpperCase());
      const options = await ask('Xinqiao', `OPTIONS ${path}`);
      const allowed = String(options.headers['allow']).split(', ');
      expect(
        allowed.filter((method) => !['HEAD', 'OPTIONS'].includes(method)),
        path,
      ).to.have.members(documented);
      for (const method of METHODS.filter((one) => !documented.includes(one))) {
        const refused = await ask('Xinqiao', `${method} ${path}`);
        expect(refused.status, `${method} ${path}`).to.equal(405);
        expect(refused.json).to.include({ code: 'METHOD_NOT_ALLOWED' });
      }
    }
  });
});
