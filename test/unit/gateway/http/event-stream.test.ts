// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { writeEvents, type StreamPace } from '@chainshare/gateway/internal/http/event-stream.js';
import type { ChangeEvent } from '@chainshare/gateway/internal/services.js';
import { changeEvent, RECORD } from './fake-services.js';
import { startServer, type RunningServer } from './running-server.js';

/** Reads a stream until a text stands in it. */
async function readUntil(response: IncomingMessage, wanted: string): Promise<string> {
  let text = '';
  for await (const chunk of response as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.includes(wanted)) return text;
  }
  return text;
}

describe('GET /v1/changes', () => {
  let server: RunningServer;

  beforeEach(async () => {
    server = await startServer();
  });

  afterEach(async () => {
    await server.close();
  });

  const open = async (path: string, headers: Record<string, string> = {}, scopes = 'read:*') => {
    const request = get(server.url + path, {
      headers: { authorization: `Bearer ${server.token(scopes)}`, ...headers },
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    request.on('error', () => undefined);
    return { request, response };
  };

  it('streams CloudEvents with their ids', async () => {
    const { response, request } = await open('/v1/changes');
    expect(response.headers['content-type']).to.equal('text/event-stream');
    const text = await readUntil(response, 'id: 1.2');
    request.destroy();
    const [retry, first = ''] = text.split('\n\n');
    expect(retry).to.equal('retry: 2000');
    const [id, type, data = ''] = first.split('\n');
    expect([id, type]).to.deep.equal(['id: 1.1', 'event: record.received']);
    expect(JSON.parse(data.replace('data: ', ''))).to.deep.include({
      specversion: '1.0',
      id: '1.1',
      source: 'urn:chainshare:Xinghe',
      type: 'record.received',
      subject: RECORD,
      kind: 'inventory',
      datacontenttype: 'application/json',
    });
  });

  it('resumes by Last-Event-ID before since, for the kinds asked for', async () => {
    const headers = { 'last-event-id': '1.7' };
    const { request } = await open(
      '/v1/changes?since=1.3&kind=inventory,forecast',
      headers,
      'read:inventory read:forecast',
    );
    request.destroy();
    const query = { ...server.services.asked.follow, signal: undefined };
    expect(query).to.deep.equal({ since: '1.7', kind: ['inventory', 'forecast'], signal: undefined });
  });

  it('needs the scope of every kind asked for', async () => {
    const { response } = await open('/v1/changes?kind=inventory&kind=forecast', {}, 'read:inventory');
    expect(response.statusCode).to.equal(403);
    response.resume();
  });

  it('answers an old place with 410 before it begins', async () => {
    const answer = await server.ask('GET', '/v1/changes?since=1.0');
    expect(answer.status).to.equal(410);
    expect(answer.json).to.include({ code: 'CURSOR_GONE', retryable: false });
  });

  it('answers HEAD without opening a stream', async () => {
    const answer = await server.ask('HEAD', '/v1/changes');
    expect([answer.status, answer.text]).to.deep.equal([200, '']);
  });

  it('lets the source go when the reader hangs up', async () => {
    const { response, request } = await open('/v1/changes');
    await readUntil(response, 'id: 1.2');
    const { signal } = server.services.asked.follow as { signal: AbortSignal };
    expect(signal.aborted).to.equal(false);
    request.destroy();
    if (!signal.aborted) await once(signal, 'abort');
    expect(signal.aborted).to.equal(true);
  });

  it('ends every stream and its connection when the gateway stops', async () => {
    const { response } = await open('/v1/changes', { connection: 'keep-alive' });
    const { socket } = response;
    const all = readUntil(response, 'never');
    server.stop.abort();
    expect(await all).to.include('id: 1.2');
    expect(response.complete).to.equal(true);
    if (!socket.destroyed) await once(socket, 'close');
  });
});

describe('a stream of events', () => {
  let server: Server;
  let written: Promise<void> | undefined;

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const serve = async (events: AsyncIterable<ChangeEvent>, pace: StreamPace) => {
    server = createServer((_request, response: ServerResponse) => {
      written = writeEvents(response, events, pace);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };

  const silence = async function* (): AsyncIterable<ChangeEvent> {
    await sleep(1_000);
    yield changeEvent(1);
  };

  it('says that it lives while nothing happens', async () => {
    const port = await serve(silence(), { pingSeconds: 0.02, stalledSeconds: 1 });
    const [response] = (await once(get({ port }), 'response')) as [IncomingMessage];
    expect(await readUntil(response, ': ping\n\n: ping')).to.match(/^retry: 2000\n\n(: ping\n\n)+/);
  });

  it('asks for an event only when the one before was taken, and cuts off who takes nothing', async () => {
    let asked = 0;
    const endless = async function* (): AsyncIterable<ChangeEvent> {
      for (;;) {
        await Promise.resolve();
        yield changeEvent(++asked, { filler: 'x'.repeat(1_000_000) });
      }
    };
    const port = await serve(endless(), { pingSeconds: 10, stalledSeconds: 0.1 });
    const socket = connect(port).pause();
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await sleep(50);
    await written;
    // What the kernel's buffers hold is all that was asked for.
    expect(asked).to.be.within(1, 30);
    socket.destroy();
  });
});
