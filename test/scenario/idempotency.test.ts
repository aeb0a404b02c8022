// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { TokenRole } from '@chainshare/client';
import type { WireAnswer } from '../support/openapi-conformance.js';
import { footprintOf, heightAt } from './support/footprint.js';
import { RunningNetwork } from './support/running-network.js';
import { recordsIn, stockOf, until } from './support/stock.js';

const stockOn = (day: number) => ({
  kind: 'inventory',
  records: [
    {
      ...{ product: 'XQ-TAG-1', location: 'WH1', direction: 'outbound', quantity: '40', unit: 'H87' },
      asOf: `2026-11-${String(day).padStart(2, '0')}T08:00:00+08:00`,
    },
  ],
  to: ['Xinghe'],
});

describe('a publish call under an idempotency key', function () {
  this.timeout(90_000);

  let network: RunningNetwork;

  interface Call {
    readonly body: object;
    readonly query?: string;
    readonly wait?: number;
    readonly role?: TokenRole;
  }

  const publish = (
    key: string,
    { body, query = '', wait = 30, role = 'admin' }: Call,
  ): Promise<WireAnswer> => {
    const headers = { 'idempotency-key': key, prefer: `wait=${wait}` };
    return network.doors.publish('Xinqiao', query, { body, role, headers });
  };

  before(async () => {
    network = await RunningNetwork.start('Xinqiao', 'Xinghe');
  });

  afterEach(() => {
    network.doors.assertConforming();
  });

  after(async () => {
    await network.remove();
  });

  it('publishes once and gives the same answer to every repetition', async () => {
    const first = await publish('monday', { body: stockOn(2) });
    expect(first.status, first.text).to.equal(201);
    const after = await footprintOf(network, 'Xinqiao');
    for (let i = 0; i < 3; i++) {
      const again = await publish('monday', { body: stockOn(2) });
      expect([again.status, again.text]).to.deep.equal([first.status, first.text]);
    }
    expect(await footprintOf(network, 'Xinqiao')).to.deep.equal(after);
  });

  it('publishes once however many call at the same time', async () => {
    const height = await heightAt(network, 'Xinqiao');
    const calls = Array.from({ length: 10 }, () => publish('together', { body: stockOn(3) }));
    const answers = await Promise.all(calls);
    const [published, ...others] = answers.filter(({ status }) => status === 201);
    for (const other of others) expect(other.text).to.equal(published?.text);
    for (const busy of answers.filter(({ status }) => status !== 201)) {
      expect(busy.status).to.equal(409);
      expect(busy.json).to.include({ code: 'IDEMPOTENCY_KEY_BUSY', retryable: true });
      expect(busy.headers['retry-after']).to.match(/^\d+$/);
    }
    expect(await heightAt(network, 'Xinqiao')).to.equal(height + 1);
    expect((await publish('together', { body: stockOn(3) })).text).to.equal(published?.text);
  });

  it('says 202 while it goes on, and its final word to who asks again', async () => {
    const started = await publish('slow', { body: stockOn(4), wait: 0 });
    expect(started.status).to.equal(202);
    const ended = await until(async () => {
      const { json } = await network.doors.ask('Xinqiao', `GET ${String(started.headers['location'])}`);
      return json['state'] === 'done' ? json : undefined;
    });
    const final = await publish('slow', { body: stockOn(4), wait: 0 });
    expect(final.status).to.equal(201);
    expect(final.json['publications']).to.deep.equal(ended['publications']);
  });

  it('refuses another call under the same key', async () => {
    const before = await footprintOf(network, 'Xinqiao');
    const others: readonly Call[] = [
      { body: stockOn(5) },
      { body: { ...stockOn(2), to: [] } },
      { body: stockOn(2), query: '?onError=proceed' },
    ];
    for (const other of others) {
      const answer = await publish('monday', other);
      expect(answer.status, answer.text).to.equal(422);
      expect(answer.json).to.include({ code: 'IDEMPOTENCY_KEY_REUSED', retryable: false });
    }
    expect(await footprintOf(network, 'Xinqiao')).to.deep.equal(before);
  });

  it('frees the key of a call that was refused', async () => {
    const bad = { ...stockOn(6), kind: 'weather' };
    expect((await publish('mended', { body: bad })).status).to.equal(400);
    const mended = await publish('mended', { body: stockOn(6) });
    expect(mended.status, mended.text).to.equal(201);
  });

  it('takes another client’s key for another key', async () => {
    const own = await publish('shared', { body: stockOn(7) });
    const foreign = await publish('shared', { body: stockOn(8), role: 'operator' });
    expect(foreign.status, foreign.text).to.equal(201);
    expect(recordsIn(foreign)).not.to.deep.equal(recordsIn(own));
  });

  it('does not need a key for a trial, and needs one to publish', async () => {
    const ask = (query: string) =>
      network.doors.ask('Xinqiao', `POST /v1/records${query}`, { body: stockOn(9) });
    expect((await ask('?dryRun=true')).status).to.equal(200);
    const refused = await ask('');
    expect(refused.status).to.equal(400);
    expect(refused.json).to.include({ code: 'IDEMPOTENCY_KEY_REQUIRED' });
  });

  it('remembers across a restart', async () => {
    const first = await publish('monday', { body: stockOn(2) });
    const held = await stockOf(await network.as('Xinqiao'), 'all');
    await network.stop();
    await network.start();
    const again = await publish('monday', { body: stockOn(2) });
    expect([again.status, again.text]).to.deep.equal([first.status, first.text]);
    expect((await publish('monday', { body: stockOn(5) })).status).to.equal(422);
    expect(await stockOf(await network.as('Xinqiao'), 'all')).to.deep.equal(held);
  });
});
