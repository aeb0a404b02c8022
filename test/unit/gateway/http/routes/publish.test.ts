// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { publishedBody } from '../fake-services.js';
import { startServer, type RunningServer } from '../running-server.js';

const key = { 'idempotency-key': '7c9e6679-7425-40de-944b-e07fc1f90ae7' };
const csv = { ...key, 'content-type': 'text/csv; charset=gb18030' };

describe('POST /v1/records', () => {
  let server: RunningServer;

  before(async () => {
    server = await startServer();
  });

  after(async () => {
    await server.close();
  });

  it('hands over the body as it arrives, and answers 201', async () => {
    const body = { kind: 'inventory', records: [{ product: 'TAG-01' }], to: ['Qiming'] };
    const answer = await server.ask('POST', '/v1/records', {
      headers: key,
      body,
      scopes: 'publish:inventory',
    });
    expect(answer.status).to.equal(201);
    expect(answer.json).to.deep.equal(publishedBody);
    const { request, body: received, caller } = server.services.asked.publish ?? {};
    expect(received).to.equal(JSON.stringify(body));
    expect(request).to.deep.include({
      idempotencyKey: key['idempotency-key'],
      contentType: 'application/json',
      dryRun: false,
      onError: 'rollback',
      waitSeconds: 30,
    });
    expect(caller).to.deep.equal({ subject: 'tester', clientId: 'tester', scopes: ['publish:inventory'] });
  });

  it('takes from the query what a file cannot say', async () => {
    const onward = { direction: 'downstream', roles: ['supplier', 'core'], until: '2027-01-01T00:00:00Z' };
    const query = new URLSearchParams({
      kind: 'inventory',
      to: 'Qiming,Guyu',
      sections: 'identity,quantity',
      onward: JSON.stringify(onward),
      note: '周报',
      onError: 'proceed',
      observedAt: '2026-11-23T08:00:00+08:00',
      addUnknown: 'true',
    });
    query.append('to', 'Yuanlan');
    await server.ask('POST', `/v1/records?${query.toString()}`, { headers: csv, body: 'product\nTAG-01\n' });
    const request = { ...server.services.asked.publish?.request, body: undefined };
    expect(request).to.deep.equal({
      body: undefined,
      kind: 'inventory',
      to: ['Qiming', 'Guyu', 'Yuanlan'],
      sections: ['identity', 'quantity'],
      onward: { direction: 'downstream', roles: ['core', 'supplier'], until: 1_798_761_600 },
      note: '周报',
      addUnknown: true,
      observedAt: '2026-11-23T08:00:00+08:00',
      idempotencyKey: key['idempotency-key'],
      contentType: csv['content-type'],
      dryRun: false,
      onError: 'proceed',
      waitSeconds: 30,
    });
  });

  it('says where an import goes on', async () => {
    const answer = await server.ask('POST', '/v1/records?kind=inventory', {
      headers: { ...csv, prefer: 'respond-async, wait=0' },
      body: 'product\n',
    });
    expect(answer.status).to.equal(202);
    expect(answer.headers['location']).to.equal('/v1/imports/i1');
    expect((await server.ask('GET', '/v1/imports/i1')).json).to.include({ state: 'running' });
    expect((await server.ask('GET', '/v1/imports/i2')).json).to.include({ code: 'IMPORT_NOT_FOUND' });
  });

  const waits: readonly (readonly [string, number])[] = [
    ['wait=5', 5],
    ['wait="7"', 7],
    ['handling=lenient; wait=9', 9],
    ['wait=100000', 120],
    ['wait=soon', 30],
    ['await=3', 30],
  ];
  for (const [prefer, seconds] of waits) {
    it(`waits ${seconds} s for Prefer: ${prefer}`, async () => {
      await server.ask('POST', '/v1/records', { headers: { ...csv, prefer }, body: '' });
      expect(server.services.asked.publish?.request.waitSeconds).to.equal(seconds);
    });
  }

  it('needs an Idempotency-Key that can be kept, except for a dry run', async () => {
    const ask = (headers: Record<string, string>, query = '') =>
      server.ask('POST', `/v1/records${query}`, {
        headers: { 'content-type': 'text/csv', ...headers },
        body: 'a',
      });
    expect((await ask({})).json).to.include({ code: 'IDEMPOTENCY_KEY_REQUIRED', status: 400 });
    expect((await ask({ 'idempotency-key': 'a b' })).json).to.have.nested.property(
      'errors[0].pointer',
      '/header/Idempotency-Key',
    );
    expect((await ask({ 'idempotency-key': 'x'.repeat(201) })).status).to.equal(400);
    expect((await ask({}, '?dryRun=true')).status).to.equal(201);
    expect(server.services.asked.publish?.request).to.not.have.property('idempotencyKey');
  });

  const types = [
    'application/xml',
    'text/plain',
    'multipart/form-data; boundary=x',
    'text/csvx',
    'nonsense',
    '',
  ];
  for (const type of types) {
    it(`refuses a body of type "${type}"`, async () => {
      const answer = await server.ask('POST', '/v1/records', {
        headers: { ...key, 'content-type': type },
        body: 'x',
      });
      expect(answer.status).to.equal(415);
      expect(answer.json).to.have.property('detail').that.includes('application/x-ndjson');
    });
  }

  it('passes on the profile of a standard shape', async () => {
    const contentType = 'application/json; profile="urn:samm:io.catenax.item_stock:2.0.0#ItemStock"';
    await server.ask('POST', '/v1/records?to=Qiming', {
      headers: { ...key, 'content-type': contentType },
      body: '{}',
    });
    expect(server.services.asked.publish?.request.contentType).to.equal(contentType);
  });

  it('asks for the scope of the kind where the query names it', async () => {
    const answer = await server.ask('POST', '/v1/records?kind=forecast', {
      headers: csv,
      body: 'a',
      scopes: 'publish:inventory',
    });
    expect(answer.status).to.equal(403);
    expect(answer.json).to.have.property('detail', 'The token lacks the scope publish:forecast.');
  });

  const faults: readonly (readonly [string, string])[] = [
    ['sections=all', '/query/sections'],
    ['onward=downstream', '/query/onward'],
    ['onward={"direction":"sideways","roles":["core"]}', '/query/onward'],
    ['dryRun=yes', '/query/dryRun'],
    ['onError=ignore', '/query/onError'],
    ['snapshot=a-b', '/query/snapshot'],
  ];
  for (const [query, pointer] of faults) {
    it(`refuses ${query}`, async () => {
      const answer = await server.ask('POST', `/v1/records?${encodeURI(query)}`, { headers: csv, body: 'a' });
      expect(answer.json).to.have.nested.property('errors[0].pointer', pointer);
    });
  }
});

describe('POST /v1/records that is refused', () => {
  it('lists the faults of the rows in Chinese and English, with the same codes', async () => {
    const errors = [
      { row: 3, column: 'quantity', pointer: '/quantity', code: 'NOT_DECIMAL', message: 'takes a number' },
    ];
    const refusal = new GatewayError('INVALID_REQUEST', {
      facts: { count: 1_200 },
      errors,
      errorCount: 1_200,
    });
    const server = await startServer(
      {},
      { publish: { publish: () => Promise.reject(refusal), readImport: () => Promise.reject(refusal) } },
    );
    const ask = (language: string) =>
      server.ask('POST', '/v1/records', { headers: { ...csv, 'accept-language': language }, body: 'a' });
    const [zh, en] = [await ask('zh'), await ask('en')];
    await server.close();
    expect(zh.json).to.deep.include({
      code: 'INVALID_REQUEST',
      detail: '请求有 1200 处错误，见 errors。',
      errors,
      errorCount: 1_200,
    });
    expect(en.json).to.deep.include({ code: 'INVALID_REQUEST', errors, errorCount: 1_200 });
  });

  it('is read to its end, so that the caller can hear why', async () => {
    const server = await startServer();
    const answer = await server.ask('POST', '/v1/records', {
      headers: { ...key, 'content-type': 'application/xml' },
      body: Buffer.alloc(8_000_000),
    });
    const next = await server.ask('GET', '/healthz');
    await server.close();
    expect(answer.status).to.equal(415);
    expect(next.status).to.equal(200);
  });
});
