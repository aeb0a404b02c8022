// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { basis, PUBLICATION, record, RECORD } from '../fake-services.js';
import { startServer, type RunningServer } from '../running-server.js';

describe('/v1/records', () => {
  let server: RunningServer;

  before(async () => {
    server = await startServer();
  });

  after(async () => {
    await server.close();
  });

  it('lists records with what the answer is based on', async () => {
    const answer = await server.ask('GET', '/v1/records');
    expect(answer.json).to.deep.equal({ data: [record], ...basis, next: 'c 2' });
    expect(server.services.asked.list).to.deep.equal({ limit: 100, versions: 'current', filters: {} });
  });

  it('gives every filter to the query as it was sent', async () => {
    const filters = 'product=TAG-01&product=TAG-02&location=WH1';
    const times = 'from=2026-11-01T00:00:00%2B08:00&publishedUntil=2026-12-01T00:00:00Z';
    const query = `kind=inventory&publisher=Xinqiao,Qiming&subject=urn:a,b&q=${encodeURIComponent('锂 电')}&versions=all&limit=1000&minBlock=0`;
    await server.ask('GET', `/v1/records?${filters}&${times}&${query}`);
    expect(server.services.asked.list).to.deep.equal({
      kind: 'inventory',
      publisher: ['Xinqiao', 'Qiming'],
      subject: ['urn:a,b'],
      from: '2026-11-01T00:00:00+08:00',
      publishedUntil: '2026-12-01T00:00:00Z',
      q: '锂 电',
      versions: 'all',
      limit: 1000,
      minBlock: 0,
      filters: { product: ['TAG-01', 'TAG-02'], location: ['WH1'] },
    });
  });

  it('passes over no filter, whatever its name', async () => {
    await server.ask('GET', '/v1/records?kind=inventory&__proto__=a&constructor=b');
    const { filters } = server.services.asked.list as { readonly filters: object };
    expect(Object.entries(filters)).to.deep.equal([
      ['__proto__', ['a']],
      ['constructor', ['b']],
    ]);
  });

  it('links to the next page until there is none', async () => {
    const first = await server.ask('GET', '/v1/records?kind=inventory&product=A&limit=1');
    const link = /^<(.+)>; rel="next"$/.exec(first.headers['link'] as unknown as string)?.[1] ?? '';
    expect(link).to.equal('/v1/records?kind=inventory&product=A&limit=1&cursor=c+2');
    const last = await server.ask('GET', link);
    expect(server.services.asked.list).to.include({ cursor: 'c 2', limit: 1 });
    expect(last.json['next']).to.equal(null);
    expect(last.headers).to.not.have.property('link');
  });

  const faults: readonly (readonly [query: string, pointer: string, code: string])[] = [
    ['limit=0', '/query/limit', 'INVALID_PARAMETER'],
    ['limit=1001', '/query/limit', 'INVALID_PARAMETER'],
    ['limit=1e2', '/query/limit', 'INVALID_PARAMETER'],
    ['limit=5&limit=6', '/query/limit', 'REPEATED_PARAMETER'],
    ['versions=old', '/query/versions', 'INVALID_PARAMETER'],
    ['from=yesterday', '/query/from', 'INVALID_PARAMETER'],
    ['from=2026-02-30T00:00:00Z', '/query/from', 'INVALID_PARAMETER'],
    ['publisher=a~b', '/query/publisher', 'INVALID_PARAMETER'],
    ['q=', '/query/q', 'INVALID_PARAMETER'],
    ['q=a%00b', '/query/q', 'INVALID_PARAMETER'],
    ['q=%E9%94', '/query/q', 'INVALID_PARAMETER'],
    [`q=${'x'.repeat(1_001)}`, '/query/q', 'INVALID_PARAMETER'],
    ['product=', '/query/product', 'INVALID_PARAMETER'],
    ['subject=a' + '&subject=a'.repeat(100), '/query/subject', 'INVALID_PARAMETER'],
    [`publisher=${'a,'.repeat(100)}a`, '/query/publisher', 'INVALID_PARAMETER'],
    ['location=a' + '&location=a'.repeat(100), '/query/location', 'INVALID_PARAMETER'],
  ];
  for (const [query, pointer, code] of faults) {
    it(`refuses ${query.slice(0, 40)}`, async () => {
      const answer = await server.ask('GET', `/v1/records?${query}`);
      expect(answer.status).to.equal(400);
      expect(answer.json).to.include({ code: 'INVALID_REQUEST', errorCount: 1 });
      expect(answer.json['errors']).to.have.nested.property('[0].pointer', pointer);
      expect(answer.json['errors']).to.have.nested.property('[0].code', code);
    });
  }

  it('lists every fault of a query at once', async () => {
    const answer = await server.ask('GET', '/v1/records?limit=x&versions=y&from=z');
    expect(answer.json).to.include({ errorCount: 3, detail: 'The request has 3 fault(s); see errors.' });
  });

  it('refuses parameters that an address does not know', async () => {
    const answer = await server.ask('GET', `/v1/records/${RECORD}?verbose=1&a/b=2`);
    expect(answer.status).to.equal(400);
    expect(answer.json['errors']).to.deep.equal([
      {
        pointer: '/query/verbose',
        code: 'UNKNOWN_PARAMETER',
        message: 'verbose is not a parameter of this address.',
      },
      {
        pointer: '/query/a~1b',
        code: 'UNKNOWN_PARAMETER',
        message: 'a/b is not a parameter of this address.',
      },
    ]);
  });

  it('reads one record, its readers and its publication', async () => {
    expect((await server.ask('GET', `/v1/records/${RECORD}`)).json).to.deep.equal({ data: record, ...basis });
    expect((await server.ask('GET', `/v1/records/${RECORD}/access`)).status).to.equal(200);
    expect((await server.ask('GET', `/v1/publications/${PUBLICATION}`)).json).to.include({ state: 'ok' });
    expect((await server.ask('GET', '/v1/publications/x')).json).to.include({
      code: 'PUBLICATION_NOT_FOUND',
    });
  });

  it('answers the same for every record that this gateway does not hold', async () => {
    const one = await server.ask('GET', `/v1/records/${PUBLICATION}.7`, { headers: { 'x-request-id': 'r' } });
    const two = await server.ask('GET', '/v1/records/nonsense', { headers: { 'x-request-id': 'r' } });
    expect(one.status).to.equal(404);
    expect(one.text).to.equal(two.text);
  });

  it('gives a proof byte for byte, of the level asked for', async () => {
    const answer = await server.ask('GET', `/v1/records/${RECORD}/proof?level=2`);
    expect(answer.text).to.equal('{"v":1}');
    expect(server.services.asked.prove).to.deep.equal({ id: RECORD, level: 2 });
    await server.ask('GET', `/v1/records/${RECORD}/proof`);
    expect(server.services.asked.prove).to.deep.equal({ id: RECORD, level: 1 });
    expect((await server.ask('GET', `/v1/records/${RECORD}/proof?level=3`)).status).to.equal(400);
  });
});
