// SPDX-License-Identifier: Apache-2.0
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { RECORD } from './fake-services.js';
import { startServer, type RunningServer } from './running-server.js';

describe('the HTTP server', () => {
  let server: RunningServer;

  before(async () => {
    server = await startServer();
  });

  after(async () => {
    await server.close();
  });

  it('answers an unknown address with a problem', async () => {
    const answer = await server.ask('GET', '/v1/nothing');
    expect(answer.status).to.equal(404);
    expect(answer.headers['content-type']).to.equal('application/problem+json');
    expect(answer.json).to.include({ code: 'NOT_FOUND', status: 404, retryable: false, title: 'Not Found' });
    expect(answer.json).to.have.property('type', `${server.url}/docs/errors#NOT_FOUND`);
    expect(answer.json).to.have.property('requestId', answer.headers['x-request-id']);
  });

  it('takes the spelling of an address exactly', async () => {
    expect((await server.ask('GET', '/v1/Records')).status).to.equal(404);
    expect((await server.ask('GET', '/v1/records/')).status).to.equal(404);
    expect((await server.ask('GET', `/v1/records/${RECORD}/`)).status).to.equal(404);
  });

  for (const method of ['DELETE', 'PATCH', 'PUT', 'TRACE', 'PROPFIND']) {
    it(`refuses ${method} where there is none, and says what there is`, async () => {
      const answer = await server.ask(method, '/v1/records');
      expect(answer.status).to.equal(405);
      expect(answer.headers['allow']).to.equal('POST, GET, HEAD, OPTIONS');
      expect(answer.json).to.include({ code: 'METHOD_NOT_ALLOWED' });
    });
  }

  it('answers OPTIONS with the methods of an address', async () => {
    const answer = await server.ask('OPTIONS', '/v1/policies/p1', { scopes: null });
    expect(answer.status).to.equal(204);
    expect(answer.headers['allow']).to.equal('GET, PUT, DELETE, HEAD, OPTIONS');
  });

  it('answers HEAD like GET without a body', async () => {
    const [get, head] = [
      await server.ask('GET', `/v1/records/${RECORD}`),
      await server.ask('HEAD', `/v1/records/${RECORD}`),
    ];
    expect(head.status).to.equal(200);
    expect(head.text).to.equal('');
    expect(head.headers['content-length']).to.equal(get.headers['content-length']);
  });

  it('takes over a request id that may stand in a log, and makes one else', async () => {
    const own = await server.ask('GET', '/healthz', { headers: { 'x-request-id': 'order-7.retry_2' } });
    expect(own.headers['x-request-id']).to.equal('order-7.retry_2');
    const odd = await server.ask('GET', '/healthz', { headers: { 'x-request-id': 'a b' } });
    expect(odd.headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/);
  });

  it('lets a browser do nothing with an answer but read it', async () => {
    const { headers } = await server.ask('GET', '/healthz');
    expect(headers['content-security-policy']).to.equal(
      "default-src 'none';style-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(headers).to.include({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(headers).to.not.have.property('x-powered-by');
  });

  it('refuses a path that is not UTF-8', async () => {
    const answer = await server.ask('GET', '/v1/records/%E0%A4');
    expect(answer.status).to.equal(400);
    expect(answer.json['errors']).to.deep.equal([
      { pointer: '/path', code: 'INVALID_PATH', message: 'The path is not valid UTF-8.' },
    ]);
  });

  it('refuses an address that is too long, however long it is', async () => {
    for (const length of [20_000, 2_000_000]) {
      const answer = await server.ask('GET', `/v1/records?q=${'q'.repeat(length)}`);
      expect(answer.status).to.equal(431);
      expect(answer.json).to.include({ code: 'HEAD_TOO_LARGE', status: 431, retryable: false });
      expect(answer.json).to.have.property('requestId', answer.headers['x-request-id']);
    }
  });

  it('tells who speaks no HTTP so, and closes', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.end('HELO\r\n\r\n');
    const answer = await text(socket);
    expect(answer).to.match(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).to.include('"code":"NOT_HTTP"');
  });

  it('refuses an Accept that it cannot serve', async () => {
    const answer = await server.ask('GET', `/v1/records/${RECORD}`, {
      headers: { accept: 'application/xml' },
    });
    expect(answer.status).to.equal(406);
    expect(answer.json).to.include({ code: 'NOT_ACCEPTABLE' });
  });

  const languages = [
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh', '本网关没有该记录。'],
    ['zh', 'zh', '本网关没有该记录。'],
    ['en-GB', 'en', 'This gateway holds no such record.'],
    ['fr', 'en', 'This gateway holds no such record.'],
  ] as const;
  for (const [accepted, language, detail] of languages) {
    it(`speaks ${language} to who accepts ${accepted}`, async () => {
      const answer = await server.ask('GET', '/v1/records/x', { headers: { 'accept-language': accepted } });
      expect(answer.json).to.include({ code: 'RECORD_NOT_FOUND', detail });
      expect(answer.headers).to.include({ 'content-language': language, vary: 'Accept-Language' });
    });
  }

  it('points to its public address when it has one', async () => {
    const other = await startServer({ publicUrl: 'https://gateway.xinghe.example/' });
    const answer = await other.ask('GET', '/v1/nothing');
    await other.close();
    expect(answer.json).to.have.property('type', 'https://gateway.xinghe.example/docs/errors#NOT_FOUND');
  });

  it('is not led by the Host header', async () => {
    const answer = await server.ask('GET', '/v1/nothing', { headers: { host: 'elsewhere.example' } });
    expect(answer.json).to.have.property('type', `${server.url}/docs/errors#NOT_FOUND`);
  });
});

describe('a bug behind the HTTP server', () => {
  it('is logged with its stack, and not shown', async () => {
    const server = await startServer(
      {},
      {
        status: { ready: () => Promise.reject(new Error('secret path')), status: () => Promise.resolve({}) },
      },
    );
    const answer = await server.ask('GET', '/readyz');
    await server.close();
    expect(answer.status).to.equal(500);
    expect(answer.json).to.include({ code: 'INTERNAL', retryable: false });
    expect(answer.text).to.not.include('secret');
    const line = server.log.find((it) => it.includes('"bug"'));
    expect(line).to.include('secret path').and.include(String(answer.headers['x-request-id']));
  });
});

describe('a caller who goes away while he sends', () => {
  it('is one line in the log, and no bug', async () => {
    const server = await startServer();
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname, () => {
      const head = [
        'POST /v1/policies HTTP/1.1',
        `host: ${hostname}`,
        `authorization: Bearer ${server.token('admin')}`,
        ...['content-type: application/json', 'content-length: 100', '', '{'],
      ];
      socket.write(head.join('\r\n'), () => setTimeout(() => socket.destroy(), 50));
    });
    const line = (): string | undefined => server.log.find((it) => it.includes('"route":"/v1/policies"'));
    while (line() === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.close();
    expect(line()).to.include('"aborted":true');
    expect(server.log.join('')).not.to.include('"bug"');
  });
});

describe('the log and the metrics of the HTTP server', () => {
  let server: RunningServer;

  before(async () => {
    server = await startServer();
  });

  after(async () => {
    await server.close();
  });

  it('name the route, never the path, the query, the token or the data', async () => {
    const token = server.token('read:*');
    await server.ask('GET', `/v1/records/${RECORD}`, { token });
    await server.ask('GET', '/v1/records?kind=inventory&product=TAG-01', { token });
    const log = server.log.join('\n');
    expect(log).to.include('"route":"/v1/records/{id}"').and.include('"clientId":"tester"');
    for (const secret of [RECORD, 'TAG-01', token, '"1200"']) {
      expect(log).to.not.include(secret);
    }
  });

  it('count every request under labels that callers cannot invent', async () => {
    await server.ask('GET', '/v1/made-up-1');
    await server.ask('PROPFIND', '/v1/made-up-2');
    const { text } = await server.ask('GET', '/metrics', { scopes: null });
    expect(text).to.include('chainshare_http_requests_total{method="GET",route="none",status="404"} 1');
    expect(text).to.include('chainshare_http_requests_total{method="other",route="none",status="404"} 1');
    expect(text).to.include('chainshare_http_requests_in_flight{lane="local"}').and.not.include('made-up');
  });
});
