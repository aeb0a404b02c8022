// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Change, Client } from '@chainshare/client';
import { readEvents } from './support/event-stream.js';
import { RunningNetwork } from './support/running-network.js';
import { publishStock, received, until } from './support/stock.js';

describe('following changes', function () {
  this.timeout(90_000);

  let network: RunningNetwork;
  let xinghe: Client;
  let qiming: Client;
  /** What was published so far, in its order. */
  const published: string[] = [];

  before(async () => {
    network = await RunningNetwork.start('Xinghe', 'Qiming');
    await connectBoth();
  });

  afterEach(() => {
    network.doors.assertConforming();
  });

  after(async () => {
    await network.remove();
  });

  async function connectBoth(): Promise<void> {
    [xinghe, qiming] = await Promise.all([network.as('Xinghe'), network.as('Qiming')]);
  }

  async function publish(count: number, changes: object = {}): Promise<void> {
    for (let i = 0; i < count; i++) {
      const minute = String(published.length).padStart(2, '0');
      published.push(await publishStock(xinghe, `2026-11-25T08:${minute}:00Z`, changes));
    }
  }

  const read = (
    count: number,
    from: { query?: string; lastEventId?: string },
    opened?: () => Promise<void>,
  ) => readEvents(network.doors, 'Qiming', { count, ...from, ...(opened === undefined ? {} : { opened }) });

  const fromOldest = (count: number) => read(count, { query: '?since=0' });

  const subjects = (events: readonly Change[]): readonly unknown[] => events.map(({ subject }) => subject);

  it('tells of everything from the oldest on, in the order in which it was held', async () => {
    await publish(5);
    const events = await fromOldest(5);
    expect(subjects(events)).to.deep.equal(published);
    for (const event of events) {
      expect(event).to.include({
        type: 'record.received',
        source: 'urn:chainshare:Qiming',
        kind: 'inventory',
      });
      const { data } = await qiming.get(event.subject ?? '');
      expect(event.data).to.deep.include(data);
    }
    expect(events[3]?.data['previous']).to.include({ id: published[2] });
  });

  it('goes on behind the last event seen, without a loss and without a repetition', async () => {
    const [first, second] = await fromOldest(2);
    await publish(3);
    const rest = await read(6, { lastEventId: second?.id ?? '' });
    expect(subjects(rest)).to.deep.equal(published.slice(2));
    expect(await fromOldest(8)).to.deep.equal([first, second, ...rest]);
    const bySince = await read(6, { query: `?since=${second?.id ?? ''}` });
    expect(bySince).to.deep.equal(rest);
    const both = await read(1, { query: '?since=0', lastEventId: rest[4]?.id ?? '' });
    expect(subjects(both)).to.deep.equal(published.slice(7));
  });

  it('tells of what comes while it is open, and of nothing before when nothing was asked for', async () => {
    const live = await read(2, {}, () => publish(2));
    expect(subjects(live)).to.deep.equal(published.slice(-2));
  });

  it('keeps its ids across a restart, and resumes there', async () => {
    const before = await fromOldest(published.length);
    await network.stop();
    await network.start();
    await connectBoth();
    expect(await fromOldest(published.length)).to.deep.equal(before);
    const last = before.at(-1)?.id ?? '';
    const resumed = await read(1, { lastEventId: last }, () => publish(1));
    expect(subjects(resumed)).to.deep.equal(published.slice(-1));
  });

  it('lets the SDK lose its connection and none of the changes', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const following = (async () => {
      // A stream that is silent for so short counts as lost and is opened again, over and over.
      for await (const change of qiming.changes({ since: '0', silenceMs: 60, signal: stop.signal })) {
        seen.push(change.subject ?? '');
      }
    })();
    for (let i = 0; i < 5; i++) {
      await publish(1);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await until(() => Promise.resolve(seen.includes(published.at(-1) ?? '') || undefined));
    stop.abort();
    await following.catch(() => undefined);
    expect(seen).to.deep.equal(published);
  });

  it('tells of corrections with what they correct, and of revoked grants', async () => {
    const [last] = (await fromOldest(published.length)).slice(-1);
    const corrects = published.at(-1) ?? '';
    await publish(1, { corrects, reason: 'counted again', quantity: '7' });
    const [corrected] = await read(1, { lastEventId: last?.id ?? '' });
    expect(corrected).to.include({ type: 'record.corrected', subject: published.at(-1) });
    expect(corrected?.data['previous']).to.include({ id: corrects });
    const publication = corrects.split('.')[0] ?? '';
    await xinghe.grants.revoke(`${publication}:Qiming`);
    const [revoked] = await read(1, { lastEventId: corrected?.id ?? '' });
    expect(revoked).to.include({ type: 'grant.revoked' });
  });

  it('tells only of the kinds that were asked for', async () => {
    await publish(1);
    await received(qiming, published.at(-1) ?? '');
    const events = await read(2, { query: '?since=0&kind=inventory,forecast' });
    expect(events.map(({ kind }) => kind)).to.deep.equal(['inventory', 'inventory']);
    const refused = await network.doors.ask('Qiming', 'GET /v1/changes?kind=In%20ventory');
    expect(refused.status).to.equal(400);
  });

  it('says so when it does not know the event that was seen last', async () => {
    const [known] = await fromOldest(1);
    const [epoch = '', seq = ''] = (known?.id ?? '').split('.');
    for (const id of [`${epoch}.${Number(seq) + 1_000_000}`, `${Number(epoch) + 1}.${seq}`]) {
      const gone = await network.doors.ask('Qiming', 'GET /v1/changes', { headers: { 'last-event-id': id } });
      expect([gone.status, gone.json['code']], id).to.deep.equal([410, 'CURSOR_GONE']);
    }
    for (const id of ['x', '1', '-1.2', '1.0']) {
      const refused = await network.doors.ask('Qiming', `GET /v1/changes?since=${id}`);
      expect(refused.status, id).to.equal(400);
      expect(refused.json).to.have.nested.property('errors[0].pointer').that.includes('since');
    }
  });
});
