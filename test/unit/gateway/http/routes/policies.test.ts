// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { explanation } from '../fake-services.js';
import { startServer, type RunningServer } from '../running-server.js';

const policy = { name: 'stock for Qiming', kinds: ['inventory'], to: { enterprises: ['Qiming'] } };

describe('/v1/policies', () => {
  let server: RunningServer;

  beforeEach(async () => {
    server = await startServer();
    await server.ask('POST', '/v1/policies', { body: policy });
  });

  afterEach(async () => {
    await server.close();
  });

  const put = (headers: Record<string, string>, query = '') =>
    server.ask('PUT', `/v1/policies/p1${query}`, { headers, body: policy });

  it('creates a policy with its address and version', async () => {
    const answer = await server.ask('POST', '/v1/policies', { body: policy });
    expect(answer.status).to.equal(201);
    expect(answer.headers).to.include({ location: '/v1/policies/p1', etag: '"1"' });
    expect(answer.json).to.deep.equal({ data: { ...policy, id: 'p1' } });
  });

  it('lists and reads', async () => {
    expect((await server.ask('GET', '/v1/policies')).json).to.deep.equal({ data: [{ ...policy, id: 'p1' }] });
    expect((await server.ask('GET', '/v1/policies/p1')).headers['etag']).to.equal('"1"');
    expect((await server.ask('GET', '/v1/policies/p9')).json).to.include({ code: 'POLICY_NOT_FOUND' });
  });

  it('replaces the version that was meant, and only that', async () => {
    const replaced = await put({ 'if-match': '"1"' });
    expect(replaced.status).to.equal(200);
    expect(replaced.headers['etag']).to.equal('"2"');
    const stale = await put({ 'if-match': '"1"' });
    expect(stale.json).to.include({ status: 412, code: 'PRECONDITION_FAILED' });
    expect((await put({ 'if-match': '*' })).headers['etag']).to.equal('"3"');
  });

  const headers: readonly (readonly [string | undefined, number])[] = [
    [undefined, 428],
    ['W/"1"', 412],
    ['"x"', 412],
    ['1', 400],
    ['"1", "2"', 400],
  ];
  for (const [header, status] of headers) {
    it(`answers ${status} for If-Match: ${header ?? 'none'}`, async () => {
      expect((await put(header === undefined ? {} : { 'if-match': header })).status).to.equal(status);
    });
  }

  it('removes, and revokes when asked to', async () => {
    const kept = await put({ 'if-match': '"1"' });
    expect(kept.status).to.equal(200);
    expect(server.services.asked.policy).to.deep.equal({ version: 1, revoke: false });
    const removed = await server.ask('DELETE', '/v1/policies/p1?revoke=true', {
      headers: { 'if-match': '"2"' },
    });
    expect(removed.status).to.equal(204);
    expect(removed.text).to.equal('');
    expect(server.services.asked.policy).to.deep.equal({ version: 2, revoke: true });
  });

  const bodies: readonly (readonly [string, Record<string, string>, string | Buffer, number])[] = [
    ['another type', { 'content-type': 'text/plain' }, '{}', 415],
    ['no type', {}, '{}', 415],
    ['no JSON', { 'content-type': 'application/json' }, '{', 400],
    ['no UTF-8', { 'content-type': 'application/json' }, Buffer.from([0x22, 0xff, 0x22]), 400],
    ['nothing', { 'content-type': 'application/json' }, '', 400],
    ['too much', { 'content-type': 'application/json' }, `"${'x'.repeat(262_144)}"`, 413],
  ];
  for (const [what, sent, body, status] of bodies) {
    it(`refuses a body of ${what}`, async () => {
      const answer = await server.ask('POST', '/v1/policies', { headers: sent, body });
      expect(answer.status).to.equal(status);
    });
  }

  it('refuses a body of unknown length as soon as it is too long', async () => {
    const chunked = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    const answer = await server.ask('POST', '/v1/policies', {
      headers: chunked,
      body: Buffer.alloc(600_000, 0x20),
    });
    expect(answer.json).to.include({
      code: 'BODY_TOO_LARGE',
      detail: 'The body may have at most 262144 bytes.',
    });
  });
});

describe('the other addresses of access and directory', () => {
  let server: RunningServer;

  before(async () => {
    server = await startServer();
  });

  after(async () => {
    await server.close();
  });

  it('explain, list and revoke', async () => {
    const explained = await server.ask('POST', '/v1/explain', {
      body: { enterprise: 'Qiming', record: 'r' },
    });
    expect(explained.json).to.deep.equal(explanation);
    const both = await server.ask('GET', '/v1/grants');
    expect(both.json['data']).to.have.length(2);
    expect((await server.ask('GET', '/v1/grants?direction=received')).json['data']).to.have.length(1);
    expect((await server.ask('GET', '/v1/grants?direction=given,received')).json['data']).to.have.length(2);
    expect((await server.ask('GET', '/v1/grants?direction=taken')).status).to.equal(400);
    const id = encodeURIComponent((both.json['data'] as { id: string }[])[0]?.id ?? '');
    expect((await server.ask('POST', `/v1/grants/${id}/revoke`)).status).to.equal(200);
    expect(
      (await server.ask('POST', `/v1/grants/${id}/revoke`, { body: { reason: 'x' } })).json,
    ).to.have.nested.property('errors[0].code', 'UNEXPECTED_BODY');
    expect((await server.ask('GET', '/v1/access-log')).status).to.equal(200);
    expect((await server.ask('GET', '/v1/status')).status).to.equal(200);
  });

  it('know the members and the own profile', async () => {
    expect((await server.ask('GET', '/v1/members?limit=5')).json['data']).to.have.length(1);
    expect((await server.ask('GET', '/v1/members/Xinghe')).status).to.equal(200);
    expect((await server.ask('GET', '/v1/members/Nobody')).status).to.equal(404);
    const put = await server.ask('PUT', '/v1/profile', { body: { names: { zh: '星河', en: 'Xinghe' } } });
    expect(put.status).to.equal(201);
    expect(server.services.asked.profileKey).to.match(/^[0-9a-f-]{36}$/);
    await server.ask('PUT', '/v1/profile', { body: {}, headers: { 'idempotency-key': 'k1' } });
    expect(server.services.asked.profileKey).to.equal('k1');
  });
});
