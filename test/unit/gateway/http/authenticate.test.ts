// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { RECORD } from './fake-services.js';
import { startServer, type RunningServer } from './running-server.js';

describe('who may ask the HTTP server', () => {
  let server: RunningServer;

  before(async () => {
    server = await startServer();
  });

  after(async () => {
    await server.close();
  });

  const missing: readonly (readonly [string, Record<string, string>])[] = [
    ['no token', {}],
    ['a password', { authorization: 'Basic eDp5' }],
    ['a broken token', { authorization: 'Bearer a.b.c' }],
    ['two tokens', { authorization: 'Bearer a b' }],
  ];
  for (const [what, headers] of missing) {
    it(`is challenged with ${what}`, async () => {
      const answer = await server.ask('GET', '/v1/records', { scopes: null, headers });
      expect(answer.status).to.equal(401);
      expect(answer.headers['www-authenticate']).to.equal('Bearer realm="Xinghe"');
      expect(answer.json).to.include({ code: 'UNAUTHENTICATED' });
    });
  }

  it('is not asked for a token by the service addresses', async () => {
    for (const path of [
      '/healthz',
      '/readyz',
      '/metrics',
      '/openapi.json',
      '/docs',
      '/docs/errors',
      '/docs/style.css',
    ]) {
      expect((await server.ask('GET', path, { scopes: null })).status, path).to.equal(200);
    }
  });

  it('cannot pass a token in the query', async () => {
    const answer = await server.ask('GET', `/v1/records?access_token=${server.token('admin')}`, {
      scopes: null,
    });
    expect(answer.status).to.equal(401);
  });

  const scopes: readonly (readonly [scopes: string, method: string, path: string, status: number])[] = [
    ['read:*', 'GET', '/v1/records', 200],
    ['read:inventory', 'GET', '/v1/records?kind=inventory', 200],
    ['read:inventory', 'GET', '/v1/records?kind=forecast', 403],
    ['read:inventory', 'GET', '/v1/records', 403],
    ['read:inventory', 'GET', `/v1/records/${RECORD}`, 200],
    ['read:forecast', 'GET', `/v1/records/${RECORD}`, 403],
    ['read:forecast', 'GET', '/v1/records/unknown', 404],
    ['read:inventory', 'GET', `/v1/records/${RECORD}/proof`, 200],
    ['read:forecast', 'GET', `/v1/records/${RECORD}/proof`, 403],
    ['read:forecast', 'GET', `/v1/records/${RECORD}/access`, 403],
    ['publish:inventory', 'GET', '/v1/records', 403],
    ['publish:inventory', 'GET', '/v1/imports/i1', 200],
    ['read:imports', 'GET', '/v1/imports/i1', 200],
    ['read:inventory', 'GET', '/v1/imports/i1', 403],
    ['read:*', 'GET', '/v1/policies', 200],
    ['read:*', 'DELETE', '/v1/policies/p1', 403],
    ['read:*', 'POST', '/v1/records', 403],
    ['write:policies', 'GET', '/v1/policies', 403],
    ['read:forecast', 'GET', '/v1/kinds', 200],
    ['read:forecast', 'GET', '/v1/status', 403],
    ['admin', 'GET', '/v1/access-log', 200],
    ['read:inventory', 'GET', '/v1/changes', 403],
  ];
  for (const [granted, method, path, status] of scopes) {
    it(`gets ${status} for ${method} ${path.replace(RECORD, '{id}')} with ${granted}`, async () => {
      const answer = await server.ask(method, path, { scopes: granted });
      expect(answer.status).to.equal(status);
      if (status === 403)
        expect(answer.headers['www-authenticate']).to.match(/error="insufficient_scope", scope="\w/);
    });
  }
});

describe('how often one may ask the HTTP server', () => {
  it('is bounded for each client, and said', async () => {
    const server = await startServer({ clientRequestsPerMinute: 2 });
    const ask = () => server.ask('GET', '/v1/kinds');
    expect((await ask()).headers['ratelimit']).to.match(/^"client"; r=1; t=\d+$/);
    await ask();
    const refused = await ask();
    const other = server.issuer.issueToken({
      enterprise: 'Xinghe',
      subject: 'other',
      scopes: ['read:*'],
      ttlSeconds: 60,
    });
    const answerOfOther = await server.ask('GET', '/v1/kinds', { token: other });
    await server.close();
    expect(refused.status).to.equal(429);
    expect(refused.json).to.include({ code: 'RATE_LIMITED', retryable: true });
    expect(Number(refused.headers['retry-after'])).to.be.within(1, 60);
    expect(answerOfOther.status).to.equal(200);
  });

  it('is bounded for each address without a valid token', async () => {
    // The test's own look at the document is the first of them.
    const server = await startServer({ anonymousRequestsPerMinute: 3 });
    expect((await server.ask('GET', '/healthz', { scopes: null })).status).to.equal(200);
    expect((await server.ask('GET', '/v1/kinds', { token: 'a.b.c' })).status).to.equal(401);
    expect((await server.ask('GET', '/v1/kinds', { token: 'a.b.c' })).status).to.equal(429);
    expect((await server.ask('GET', '/v1/kinds')).status).to.equal(200);
    await server.close();
  });
});
