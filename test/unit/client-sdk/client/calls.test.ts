// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audienceOf, connect, type Client, type NetworkFile } from '@chainshare/client';
import { expect } from 'chai';
import { failureOf } from '../support/codes.js';
import { BASIS, json, problem, ScriptedGateway, type Arrived } from '../support/http-server.js';

describe('the verbs of a client', () => {
  const gateway = new ScriptedGateway();
  let base: string;
  let client: Client;
  let folder: string;

  before(async () => {
    base = await gateway.start();
    client = await connect({ gateway: base, token: 'secret', language: 'zh', retry: { pauseFirstMs: 1 } });
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-client-'));
  });

  after(async () => {
    await gateway.stop();
    await rm(folder, { recursive: true });
  });

  const last = (): Arrived => {
    const arrived = gateway.arrived.at(-1);
    if (arrived === undefined) throw new Error('nothing arrived');
    return arrived;
  };

  it('publish sends records and options in one body', async () => {
    const audience = [{ enterprise: 'Xinghe', sections: ['identity'], policy: ['to'] }];
    const publication = { id: 'p', records: [{ row: 1, id: 'p.0' }], transactionId: 't', block: 3, audience };
    gateway.script(json(201, { publications: [publication], accepted: 1, rejected: 0, warnings: [] }));
    const asOf = '2026-11-23T08:00:00+08:00';
    const result = await client.publish(
      'inventory',
      [{ product: 'TAG-01', location: 'WH1', direction: 'outbound', quantity: '1200', unit: 'H87', asOf }],
      { to: ['Xinghe'], sections: ['identity'], note: 'weekly', onError: 'proceed', wait: 5 },
    );
    expect(audienceOf(result)).to.deep.equal(audience);
    const { headers, query, body, method, path: to } = last();
    expect([method, to]).to.deep.equal(['POST', '/v1/records']);
    expect(headers).to.include({
      authorization: 'Bearer secret',
      'accept-language': 'zh',
      'content-type': 'application/json',
      prefer: 'wait=5',
    });
    expect([...query]).to.deep.equal([['onError', 'proceed']]);
    expect(JSON.parse(body)).to.deep.equal({
      kind: 'inventory',
      records: [
        { product: 'TAG-01', location: 'WH1', direction: 'outbound', quantity: '1200', unit: 'H87', asOf },
      ],
      to: ['Xinghe'],
      sections: ['identity'],
      note: 'weekly',
    });
  });

  it('publish tells a dry run and a running import from what is published', async () => {
    gateway.script(json(200, { publications: [], accepted: 2, rejected: 0, warnings: [] }));
    expect(await client.publish('note', [{}, {}], { dryRun: true })).to.include({
      state: 'dry-run',
      accepted: 2,
    });
    expect(last().query.get('dryRun')).to.equal('true');
    gateway.script(
      json(202, { id: 'i1', state: 'running', done: 0, total: 9 }, { location: '/v1/imports/i1' }),
    );
    expect(await client.publish('note', [{}])).to.include({ state: 'running', importId: 'i1' });
  });

  it('imports follows to the end with progress, and fails with the faults', async () => {
    const state = (name: string, done: number): object => ({
      id: 'i1',
      state: name,
      done,
      total: 9,
      publications: [],
      errors: [],
    });
    gateway.script(json(200, state('running', 3)), json(200, state('done', 9)));
    const seen: number[] = [];
    const end = await client.imports('i1', { pollMs: 1, onProgress: ({ done }) => seen.push(done) });
    expect(end.state).to.equal('done');
    expect(seen).to.deep.equal([3, 9]);
    gateway.script(json(200, { ...state('failed', 3), errors: [{ pointer: '', code: 'X', message: 'm' }] }));
    expect(await failureOf(client.imports('i1'))).to.include({ code: 'IMPORT_FAILED', errorCount: 1 });
    gateway.script(json(200, state('running', 3)));
    expect(await failureOf(client.imports('i1', { timeoutMs: 20, pollMs: 5 }))).to.include({
      code: 'TIMEOUT',
    });
  });

  it('publishFile streams a file from disk and reports how far it is', async () => {
    const file = path.join(folder, 'stock.csv');
    const text = `product,quantity\n${'TAG-01,1200\n'.repeat(30_000)}`;
    await writeFile(file, text);
    gateway.script(
      problem(503, { retryable: true }),
      json(201, { publications: [], accepted: 30_000, rejected: 0, warnings: [] }),
    );
    const sent: number[] = [];
    const result = await client.publishFile('inventory', file, {
      to: ['Xinghe', 'Qiming'],
      onward: { direction: 'downstream', roles: ['core'] },
      observedAt: '2026-11-23T08:00:00+08:00',
      onProgress: ({ bytesSent }) => sent.push(bytesSent),
    });
    expect(result.accepted).to.equal(30_000);
    expect(
      gateway.arrived.map(({ body }) => body === text),
      'sent whole on both tries',
    ).to.deep.equal([true, true]);
    expect(sent.length).to.be.greaterThan(2);
    expect(sent.at(-1)).to.equal(text.length);
    const { headers, query } = last();
    expect(headers['content-type']).to.equal('text/csv');
    expect(query.getAll('to')).to.deep.equal(['Xinghe', 'Qiming']);
    expect(query.get('kind')).to.equal('inventory');
    expect(query.get('observedAt')).to.equal('2026-11-23T08:00:00+08:00');
    expect(JSON.parse(query.get('onward') ?? '')).to.deep.equal({ direction: 'downstream', roles: ['core'] });
  });

  it('publishFile sends bytes, and a stream that can be read once exactly once', async () => {
    gateway.script(problem(503, { retryable: true }), json(201, { accepted: 1 }));
    await client.publishFile('inventory', Buffer.from('a,b\n'), { contentType: 'text/csv' });
    expect(gateway.arrived.map(({ body }) => body)).to.deep.equal(['a,b\n', 'a,b\n']);
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream whose parts are there already
    async function* once(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"a":1}\n');
      yield Buffer.from('{"a":2}\n');
    }
    gateway.script(problem(503, { retryable: true }), json(201, { accepted: 2 }));
    await failureOf(client.publishFile('inventory', once(), { contentType: 'application/x-ndjson' }));
    expect(gateway.arrived.map(({ body }) => body)).to.deep.equal(['{"a":1}\n{"a":2}\n']);
  });

  it('publishFile asks what a file is when its name does not say', async () => {
    let cause: unknown;
    await client.publishFile('inventory', path.join(folder, 'stock.dat')).catch((error: unknown) => {
      cause = error;
    });
    expect(cause).to.be.instanceOf(TypeError).with.property('message').that.includes('contentType');
  });

  it('query reads page after page, and says what the answer is based on', async () => {
    const page = (id: string, next: string | null): object => ({
      ...BASIS,
      pending: 2,
      data: [{ id }],
      next,
    });
    gateway.script(json(200, page('1', 'c1')), json(200, page('2', 'c2')), json(200, page('3', null)));
    const listing = client.query('inventory', { product: ['TAG-01', 'TAG-02'], location: 'WH1', limit: 1 });
    const ids: string[] = [];
    for await (const { id } of listing) ids.push(id);
    expect(ids).to.deep.equal(['1', '2', '3']);
    expect(gateway.arrived.map(({ query }) => query.get('cursor'))).to.deep.equal([null, 'c1', 'c2']);
    expect(last().query.getAll('product')).to.deep.equal(['TAG-01', 'TAG-02']);
    expect(last().query.get('kind')).to.equal('inventory');
    expect(listing.basis).to.deep.equal({ ...BASIS, pending: 2 });
  });

  it('query stops asking when the reader leaves', async () => {
    gateway.script(json(200, { ...BASIS, data: [{ id: '1' }], next: 'c1' }));
    for await (const { id } of client.query('inventory')) {
      expect(id).to.equal('1');
      break;
    }
    expect(gateway.arrived).to.have.lengthOf(1);
  });

  it('reads and changes single things under their paths', async () => {
    const calls: readonly [() => Promise<unknown>, string][] = [
      [() => client.get('a.0'), 'GET /v1/records/a.0'],
      [() => client.access('a.0'), 'GET /v1/records/a.0/access'],
      [() => client.publication('a'), 'GET /v1/publications/a'],
      [() => client.explain({ enterprise: 'Xinghe', record: 'a.0' }), 'POST /v1/explain'],
      [() => client.status(), 'GET /v1/status'],
      [() => client.policies.list(), 'GET /v1/policies'],
      [() => client.policies.get('p/1'), 'GET /v1/policies/p%2F1'],
      [
        () => client.policies.update('p', { name: 'n', kinds: ['inventory'] }, { etag: '"4"', revoke: true }),
        'PUT /v1/policies/p',
      ],
      [() => client.policies.remove('p'), 'DELETE /v1/policies/p'],
      [() => client.grants.revoke('a:Xinghe'), 'POST /v1/grants/a%3AXinghe/revoke'],
      [() => client.directory.member('Xinghe'), 'GET /v1/members/Xinghe'],
      [() => client.directory.putProfile({ names: { en: 'X' } }), 'PUT /v1/profile'],
      [() => client.grants.list().toArray(), 'GET /v1/grants'],
      [() => client.directory.members().toArray(), 'GET /v1/members'],
      [() => client.accessLog().toArray(), 'GET /v1/access-log'],
    ];
    for (const [call, expected] of calls) {
      gateway.script(json(200, { data: [], next: null, ...BASIS }, { etag: '"5"' }));
      await call();
      expect(`${last().method} ${last().path}`).to.equal(expected);
    }
  });

  it('names the version of a policy that it changes', async () => {
    gateway.script(json(200, { data: { id: 'p' } }, { etag: '"5"' }));
    const { policy, etag } = await client.policies.get('p');
    expect([policy.id, etag]).to.deep.equal(['p', '"5"']);
    await client.policies.update('p', { name: 'n', kinds: ['inventory'] }, { etag, revoke: true });
    expect(last().headers['if-match']).to.equal('"5"');
    expect(last().query.get('revoke')).to.equal('true');
    await client.policies.remove('p');
    expect(last().headers['if-match']).to.equal('*');
  });

  it('verifies here: what a gateway sends is not believed', async () => {
    gateway.script((_, response) => {
      response.end('{"v":1}');
    });
    let cause: unknown;
    const trust = {
      channel: 'c',
      msps: {},
      orderers: {},
      blockPolicy: { signatures: 1, of: ['O'] },
      development: true,
    };
    await client.verify('a.0', trust).catch((error: unknown) => {
      cause = error;
    });
    expect(cause).to.have.property('name', 'VerificationError');
    expect(`${last().path}?${last().query.toString()}`).to.equal('/v1/records/a.0/proof?level=1');
    await client.verify('a.0').catch((error: unknown) => {
      cause = error;
    });
    expect(cause).to.be.instanceOf(TypeError);
  });

  describe('with a network file', () => {
    let network: NetworkFile;
    let file: string;

    before(async () => {
      const tokens = { admin: 'a', operator: 'o', viewer: 'v' };
      const xinqiao = {
        id: 'Xinqiao',
        names: { zh: '芯桥', en: 'Xinqiao' },
        roles: ['supplier'],
        gateway: base,
        tokens,
      };
      network = { ledger: 'embedded', channel: 'chainshare', trust: 'trust.json', enterprises: [xinqiao] };
      file = path.join(folder, 'network.json');
      await writeFile(file, JSON.stringify(network));
    });

    it('takes gateway and token of the enterprise', async () => {
      gateway.script(json(200, { data: {}, ...BASIS }));
      await (await connect({ network: file, as: 'Xinqiao' })).get('x');
      expect(last().headers.authorization).to.equal('Bearer o');
      await (await connect({ network, as: 'Xinqiao', role: 'viewer' })).get('x');
      expect(last().headers.authorization).to.equal('Bearer v');
      await (await connect({ network, as: 'Xinqiao', token: 'other' })).get('x');
      expect(last().headers.authorization).to.equal('Bearer other');
    });

    it('says which enterprises there are', async () => {
      let cause: unknown;
      await connect({ network: file, as: 'Nobody' }).catch((error: unknown) => {
        cause = error;
      });
      expect(cause).to.be.instanceOf(TypeError).with.property('message').that.includes('Xinqiao');
    });

    it('finds the trust file beside it', async () => {
      await writeFile(path.join(folder, 'trust.json'), '{}');
      let cause: unknown;
      await (await connect({ network: file, as: 'Xinqiao' })).verify('{}').catch((error: unknown) => {
        cause = error;
      });
      expect(cause).to.have.property('code', 'BAD_TRUST');
    });

    it('refuses a file that is something else', async () => {
      for (const text of ['{', '{}', '{"enterprises":[]}']) {
        const other = path.join(folder, 'other.json');
        await writeFile(other, text);
        let cause: unknown;
        await connect({ network: other, as: 'Xinqiao' }).catch((error: unknown) => {
          cause = error;
        });
        expect(cause, text).to.be.instanceOf(TypeError);
      }
    });
  });
});
