// SPDX-License-Identifier: Apache-2.0
import { connect, OutcomeUnknownError, UnavailableError, type Client } from '@chainshare/client';
import { expect } from 'chai';
import { failureOf } from '../support/codes.js';
import { BASIS, hangUp, json, problem, ScriptedGateway } from '../support/http-server.js';

const PUBLISHED = { publications: [], accepted: 1, rejected: 0, warnings: [] };

describe('trying again', () => {
  const gateway = new ScriptedGateway();
  let base: string;
  let client: Client;

  before(async () => {
    base = await gateway.start();
    client = await connect({ gateway: base, token: 't', retry: { pauseFirstMs: 2, pauseMaxMs: 4 } });
  });

  after(() => gateway.stop());

  it('repeats a publish call with the same key until it is answered', async () => {
    gateway.script(
      hangUp,
      problem(503, { code: 'LEDGER_UNAVAILABLE', retryable: true }),
      problem(504, { code: 'COMMIT_UNKNOWN', retryable: true }),
      json(201, PUBLISHED),
    );
    const result = await client.publish('note', [{ text: 'x' }]);
    expect(result).to.include({ state: 'published', accepted: 1 });
    const keys = gateway.arrived.map(({ headers }) => headers['idempotency-key']);
    expect(keys).to.have.lengthOf(4);
    expect(new Set(keys)).to.deep.equal(new Set([result.idempotencyKey]));
    expect(new Set(gateway.arrived.map(({ body }) => body)).size).to.equal(1);
  });

  it('uses the key of the caller, and a new one for every call otherwise', async () => {
    gateway.script(json(201, PUBLISHED));
    expect((await client.publish('note', [{}], { idempotencyKey: 'mine' })).idempotencyKey).to.equal('mine');
    const [first, second] = [await client.publish('note', [{}]), await client.publish('note', [{}])];
    expect(first.idempotencyKey)
      .to.match(/^[0-9a-f]{32}$/)
      .and.not.equal(second.idempotencyKey);
  });

  it('gives up after five tries with the last error', async () => {
    gateway.script(problem(503, { code: 'LEDGER_UNAVAILABLE', retryable: true }));
    expect(await failureOf(client.get('x'))).to.be.instanceOf(UnavailableError);
    expect(gateway.arrived).to.have.lengthOf(5);
  });

  it('does not repeat what will not change', async () => {
    gateway.script(problem(400, { code: 'INVALID_REQUEST', retryable: false }));
    await failureOf(client.publish('note', [{}]));
    expect(gateway.arrived).to.have.lengthOf(1);
  });

  it('waits as long as the gateway asks, in seconds or until a date', async () => {
    gateway.script(
      problem(429, { retryable: true }, { 'retry-after': '1' }),
      json(200, { data: {}, ...BASIS }),
    );
    const started = Date.now();
    await client.get('x');
    expect(Date.now() - started).to.be.at.least(990);
    gateway.script(
      problem(429, { retryable: true }, { 'retry-after': new Date(Date.now() - 5_000).toUTCString() }),
      problem(429, { retryable: true }, { 'retry-after': 'soon' }),
      json(200, { data: {}, ...BASIS }),
    );
    await client.get('x');
    expect(gateway.arrived).to.have.lengthOf(3);
  });

  it('does not sleep for an hour: it passes the wish on', async () => {
    gateway.script(problem(429, { retryable: true }, { 'retry-after': '3600' }));
    expect(await failureOf(client.get('x'))).to.include({ retryAfterMs: 3_600_000 });
    expect(gateway.arrived).to.have.lengthOf(1);
  });

  it('repeats a call without a key only when the gateway said that it did nothing', async () => {
    const policy = { name: 'p', kinds: ['inventory'], preset: 'named' } as const;
    gateway.script(
      problem(503, { code: 'OVERLOADED', retryable: true }),
      json(201, { data: { id: '1', ...policy } }, { etag: '"1"' }),
    );
    expect(await client.policies.create(policy)).to.deep.include({ etag: '"1"' });
    expect(gateway.arrived).to.have.lengthOf(2);
    gateway.script(hangUp);
    expect(await failureOf(client.policies.create(policy))).to.be.instanceOf(OutcomeUnknownError);
    expect(gateway.arrived).to.have.lengthOf(1);
  });

  it('asks for the token before every try', async () => {
    const tokens = ['old', 'new'];
    const asking = await connect({
      gateway: `${base}/`,
      token: () => Promise.resolve(tokens.shift() ?? ''),
      retry: { pauseFirstMs: 1 },
    });
    gateway.script(problem(503, { retryable: true }), json(200, { data: {}, ...BASIS }));
    await asking.get('x');
    expect(gateway.arrived.map(({ headers }) => headers.authorization)).to.deep.equal([
      'Bearer old',
      'Bearer new',
    ]);
  });

  it('stops when the caller aborts', async () => {
    gateway.script(() => undefined);
    const abort = new AbortController();
    setTimeout(() => {
      abort.abort(new Error('enough'));
    }, 20);
    let cause: unknown;
    await client.publish('note', [{}], { signal: abort.signal }).catch((error: unknown) => {
      cause = error;
    });
    expect(cause).to.be.instanceOf(Error).with.property('message', 'enough');
    expect(gateway.arrived).to.have.lengthOf(1);
  });
});
