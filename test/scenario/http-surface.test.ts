// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { newConformance, type Conformance, type WireAnswer } from '../support/openapi-conformance.js';
import { RunningNetwork } from './support/running-network.js';

const row = {
  ...{ product: 'TAG-01', location: 'WH1', direction: 'outbound', quantity: '1200', unit: 'H87' },
  asOf: '2026-11-23T08:00:00+08:00',
};

/** Two enterprises with everything real behind HTTP; every answer is compared with the OpenAPI document. */
describe('the HTTP surface of a running gateway', () => {
  let running: RunningNetwork;
  let conformance: Conformance;
  let record: string;

  const ask = async (enterprise: string, place: string, body?: object, headers: object = {}) => {
    const [method = '', path = ''] = place.split(' ');
    const entry = running.network.network.enterprises.find(({ id }) => id === enterprise);
    const response = await fetch(`${entry?.gateway ?? ''}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${entry?.tokens.admin ?? ''}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await readWire(response);
    conformance.check(method, path, answer);
    return answer;
  };
  const publish = (body: object, query = '', headers: object = {}) =>
    ask('Xinqiao', `POST /v1/records${query}`, body, { 'idempotency-key': randomUUID(), ...headers });

  before(async function () {
    this.timeout(60_000);
    running = await RunningNetwork.start('Xinqiao', 'Xinghe');
    conformance = { check: () => undefined };
    const { json } = await ask('Xinqiao', 'GET /openapi.json');
    conformance = newConformance(json as unknown as Parameters<typeof newConformance>[0]);
    const published = await publish({ kind: 'inventory', records: [row], to: ['Xinghe'] });
    expect(published.status, published.text).to.equal(201);
    record = (published.json['publications'] as { records: { id: string }[] }[])[0]?.records[0]?.id ?? '';
  });

  after(async () => {
    await running.remove();
  });

  it('publishes, or says why not', async () => {
    expect(
      (await publish({ kind: 'inventory', records: [row], to: ['Xinghe'] }, '?dryRun=true')).status,
    ).to.equal(200);
    const started = await publish({ kind: 'inventory', records: [{ ...row, product: 'TAG-02' }] }, '', {
      prefer: 'wait=0',
    });
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
      ...['/v1/kinds', '/v1/kinds/inventory', '/readyz', '/healthz', '/metrics', '/docs'],
    ];
    for (const path of paths) expect((await ask('Xinqiao', `GET ${path}`)).status, path).to.equal(200);
  });

  it('answers alike about what is not there', async () => {
    const [publication = ''] = record.split('.');
    const paths = [
      `/v1/records/${publication}.9`,
      '/v1/publications/x',
      '/v1/members/x',
      '/v1/imports/x',
      '/v1/policies/x',
    ];
    for (const path of paths) expect((await ask('Xinghe', `GET ${path}`)).status, path).to.equal(404);
    for (const path of ['/v1/records?colour=red', '/v1/records?cursor=x', '/v1/grants?cursor=x']) {
      expect((await ask('Xinghe', `GET ${path}`)).status, path).to.equal(400);
    }
  });

  it('keeps policies under their versions, and explains them', async () => {
    const policy = { name: 'stock', kinds: ['inventory'], to: { enterprises: ['Xinghe'] } };
    const created = await ask('Xinqiao', 'POST /v1/policies', policy);
    const place = String(created.headers['location']);
    const version = { 'if-match': created.headers['etag'] };
    expect((await ask('Xinqiao', `PUT ${place}`, { ...policy, name: 'new' }, version)).status).to.equal(200);
    expect((await ask('Xinqiao', `DELETE ${place}`, undefined, version)).status).to.equal(412);
    expect((await ask('Xinqiao', `DELETE ${place}`)).status).to.equal(428);
    expect(
      (await ask('Xinqiao', 'POST /v1/policies', { ...policy, colour: 'red' })).json,
    ).to.have.nested.property('errors[0].pointer', '/colour');
    expect((await ask('Xinqiao', 'POST /v1/explain', { enterprise: 'Xinghe', record })).json).to.include({
      sees: true,
    });
    expect(
      (await ask('Xinqiao', 'POST /v1/explain', { enterprise: 'Xinghe', kind: 'inventory', values: row }))
        .status,
    ).to.equal(200);
  });

  it('puts a profile, and revokes a grant as often as it is asked to', async () => {
    expect(
      (await ask('Xinqiao', 'PUT /v1/profile', { names: { zh: '芯桥', en: 'Xinqiao' } })).status,
    ).to.equal(201);
    const revoke = () => ask('Xinqiao', `POST /v1/grants/${record.split('.')[0] ?? ''}:Xinghe/revoke`);
    const [first, second] = [await revoke(), await revoke()];
    expect(first.status, first.text).to.equal(200);
    expect(second.json).to.deep.equal(first.json);
  });
});

async function readWire(response: Response): Promise<WireAnswer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const json = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, headers: Object.fromEntries(response.headers), text, json };
}
