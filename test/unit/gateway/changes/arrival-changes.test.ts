// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import type { ChangeEvent } from '@chainshare/gateway/internal/services.js';
import { inVault } from '@chainshare/gateway/internal/store/operation.js';
import { metaSet } from '@chainshare/gateway/internal/vault/meta.js';
import { followTag, READER, stock, type TestPublication } from '../projection/reader.js';
import { FollowedStore, withdrawal } from './follower.js';

describe('following changes', () => {
  let store: FollowedStore;

  beforeEach(() => {
    store = new FollowedStore();
  });

  afterEach(() => {
    store.close();
  });

  const ids = (events: readonly ChangeEvent[]) => events.map(({ id }) => id);
  const rows = (n: number) => Array.from({ length: n }, (_, i) => stock({ location: `WH${i}` }));
  const refusal = (since: string) =>
    store.changes.follow({ since, signal: AbortSignal.abort() }).then(
      () => 'none',
      (error: unknown) => (error instanceof GatewayError ? error.code : error),
    );

  it('gives one event for each record, in the order of arrival', async () => {
    const received = store.receive({ records: rows(2) });
    const own = store.receive({ publisher: READER, records: [stock()] });
    const events = await store.since('0');
    expect(ids(events)).to.deep.equal(['1.1', '1.2', '1.3']);
    expect(events.map(({ type, subject }) => [type, subject])).to.deep.equal([
      ['record.received', `${received.id}.0`],
      ['record.received', `${received.id}.1`],
      ['record.published', `${own.id}.0`],
    ]);
    expect(events[0]).to.include({
      source: `urn:chainshare:${READER}`,
      kind: 'inventory',
      time: '2026-11-23T08:00:01.000Z',
    });
  });

  it('carries the record as reading it gives it', async () => {
    const { id } = store.receive({ records: [stock()] });
    const [event] = await store.since('0');
    expect(event?.data).to.deep.equal(store.reader.read(`${id}.0`)?.data);
  });

  it('carries the version before, of the same key only', async () => {
    const first = store.receive({ records: [stock({ quantity: '5' })] });
    store.receive({ records: [stock({ location: 'WH2', asOf: '2026-11-23T09:00:00+08:00' })] });
    store.receive({ records: [stock({ quantity: '7', asOf: '2026-11-23T10:00:00+08:00' })] });
    const events = await store.since('0');
    expect(events.slice(0, 2).map(({ data }) => data['previous'])).to.deep.equal([undefined, undefined]);
    expect(events[2]?.data['previous']).to.deep.equal(store.reader.read(`${first.id}.0`)?.data);
  });

  it('calls a correction one, with the record that it corrects', async () => {
    const old = store.receive({ records: [stock()] });
    const corrects = { corrects: `${old.id}.0`, reason: 'incorrect_data' };
    store.receive({ records: [stock({ quantity: '5', ...corrects })], follow: [followTag(old, 0)] });
    const [, event] = await store.since('0');
    expect(event?.type).to.equal('record.corrected');
    expect(event?.data['previous']).to.deep.equal(store.reader.read(`${old.id}.0`)?.data);
  });

  it('tells of a withdrawal what was withdrawn', async () => {
    const old = store.receive({ records: [stock()] });
    store.receive(
      { ...withdrawal({ record: `${old.id}.0`, reason: 'did_not_occur' }), follow: [followTag(old, 0)] },
      { type: 'record.corrected' },
    );
    const [, event] = await store.since('0');
    expect(event).to.include({ type: 'record.corrected', subject: `${old.id}.0`, kind: 'inventory' });
    expect(event?.data).to.deep.equal(store.reader.read(`${old.id}.0`)?.data);
    expect(event?.data['superseded']).to.deep.include({ reason: 'withdrawn' });
  });

  it('tells of a purge which publication is gone', async () => {
    const old = store.receive({ records: rows(2) });
    const said = { publication: old.id, reason: 'purged' };
    store.receive({ ...withdrawal(said), follow: [followTag(old)] }, { type: 'record.purged' });
    const [event] = await store.since('1.2');
    expect(event).to.deep.include({ type: 'record.purged', subject: old.id, kind: null, data: said });
  });

  it('tells of grants, and keeps their keys to itself', async () => {
    const key = 'A'.repeat(43);
    const keys = [{ publication: 'c3'.repeat(32), headerKey: key, sectionKeys: { identity: key } }];
    const grant = { type: 'keys', statedAt: '2026-11-23T08:00:00Z', keys };
    store.receive({ kind: 'grant', records: [grant], granted: ['identity'] }, { type: 'grant.received' });
    const [event] = await store.since('0');
    expect(event).to.include({ type: 'grant.received', kind: null });
    expect(event?.data).to.deep.equal({
      type: 'keys',
      statedAt: grant.statedAt,
      publications: ['c3'.repeat(32)],
    });
  });

  for (const kind of ['grant', 'withdrawal', 'agreement', 'certificate']) {
    it(`goes on after a ${kind} of a schema that is not known here, whatever it holds`, async () => {
      const publication = 'c3'.repeat(32);
      const wild: readonly JsonObject[] = [
        {},
        { keys: 5, record: 5, type: 5, assessorLevel: [] },
        { keys: 'all', record: '../../x' },
        { keys: [null, 5, [], {}, { publication: 5 }, { publication, headerKey: 'secret' }] },
      ];
      const type = kind === 'grant' ? 'grant.received' : 'record.received';
      store.receive({ kind, schema: 2, records: wild, granted: ['identity'] }, { type });
      store.receive({ records: [stock()] });
      const events = await store.since('0');
      expect(ids(events)).to.deep.equal(['1.1', '1.2', '1.3', '1.4', '1.5']);
      if (kind !== 'grant') return;
      expect(events[3]?.data).to.deep.equal({ publications: [publication] });
    });
  }

  it('says nothing of what gateways tell each other', async () => {
    store.receive({ kind: 'void', records: [{ note: 'n' }], granted: ['identity'] }, { type: 'system' });
    store.receive({ records: [stock()] });
    expect(ids(await store.since('0'))).to.deep.equal(['1.2']);
  });

  it('leaves out other kinds than those asked for', async () => {
    store.receive({ records: [stock()] });
    expect(ids(await store.since('0', ['forecast']))).to.deep.equal([]);
    expect(ids(await store.since('0', ['forecast', 'inventory']))).to.deep.equal(['1.1']);
  });

  it('goes on inside a publication, over many readings, without loss or repetition', async () => {
    store.receive({ records: rows(250) });
    store.receive({ records: rows(3) });
    const all = await store.since('0');
    expect(ids(all)).to.deep.equal(Array.from({ length: 253 }, (_, i) => `1.${i + 1}`));
    expect(ids(await store.since('1.249'))).to.deep.equal(['1.250', '1.251', '1.252', '1.253']);
    expect(ids(await store.since('1.253'))).to.deep.equal([]);
  });

  it('shows nothing before what came earlier can be shown', async () => {
    const slow = store.publish({ records: [stock()] });
    store.arrive(slow, 1);
    const quick = store.receive({ records: [stock({ location: 'WH2' })] });
    expect(await store.since('0')).to.deep.equal([]);
    store.project(slow);
    expect((await store.since('0')).map(({ subject }) => subject)).to.deep.equal([
      `${slow.id}.0`,
      `${quick.id}.0`,
    ]);
  });

  it('passes over an arrival that turned out to be unreadable', async () => {
    const broken = store.publish({ records: [stock()] });
    store.arrive(broken, 1);
    store.reader.db.projection
      .prepare("UPDATE publication SET state = 'unreadable' WHERE id = ?")
      .run(broken.id);
    store.receive({ records: [stock({ location: 'WH2' })] });
    expect(ids(await store.since('0'))).to.deep.equal(['1.2']);
  });

  it('tells again of a record of which more was granted, once that is there', async () => {
    const publication = store.receive(
      { records: [stock()], granted: ['identity'] },
      { sections: ['identity'] },
    );
    store.arrive(publication, 1, { sections: ['identity', 'quantity'] });
    expect(ids(await store.since('0'))).to.deep.equal(['1.1']);
    store.project(publication, ['identity', 'quantity']);
    const events = await store.since('1.1');
    expect(ids(events)).to.deep.equal(['1.2']);
    expect(events[0]?.data['values']).to.include({ quantity: '1200' });
  });

  it('tells the same after the projection was built again', async () => {
    store.receive({ records: rows(2) });
    store.receive({ records: [stock({ location: 'WH1', asOf: '2026-11-23T10:00:00+08:00' })] });
    const before = await store.since('0');
    store.reader.rebuild();
    expect(await store.since('0')).to.deep.equal(before);
  });

  it('wakes whoever has read everything, and lets him go', async () => {
    const end = new AbortController();
    const events = (await store.changes.follow({ signal: end.signal }))[Symbol.asyncIterator]();
    const next = events.next();
    store.receive({ records: [stock()] });
    expect(((await next).value as ChangeEvent).id).to.equal('1.1');
    const last = events.next();
    end.abort();
    expect(await last).to.deep.equal({ done: true, value: undefined });
  });

  it('begins now when nothing else is asked', async () => {
    store.receive({ records: [stock()] });
    const end = new AbortController();
    const events = (await store.changes.follow({ signal: end.signal }))[Symbol.asyncIterator]();
    store.receive({ records: [stock({ location: 'WH2' })] });
    expect(((await events.next()).value as ChangeEvent).id).to.equal('1.2');
    end.abort();
  });

  describe('from a place', () => {
    const publishAt = (receivedAt: string): TestPublication =>
      store.receive({ records: [stock({ location: receivedAt.slice(0, 10) })] }, { receivedAt });

    beforeEach(() => {
      publishAt('2026-08-01T00:00:00.000Z');
      publishAt('2026-08-02T00:00:00.000Z');
      publishAt('2026-11-01T00:00:00.000Z');
    });

    it('is refused when events after it are older than 90 days', async () => {
      expect(await refusal('1.1')).to.equal('CURSOR_GONE');
    });

    it('goes on when nothing after it was lost', async () => {
      expect(ids(await store.since('1.2'))).to.deep.equal(['1.3']);
      expect(ids(await store.since('1.3'))).to.deep.equal([]);
    });

    it('goes on after a long silence', async () => {
      store.now = '2028-01-01T00:00:00Z';
      expect(await refusal('1.2')).to.equal('CURSOR_GONE');
      expect(ids(await store.since('1.3'))).to.deep.equal([]);
      expect(ids(await store.since('0'))).to.deep.equal([]);
    });

    it('begins with the oldest event that is kept', async () => {
      expect(ids(await store.since('0'))).to.deep.equal(['1.3']);
    });

    it('is refused when this store never gave it', async () => {
      expect(await refusal('1.4')).to.equal('CURSOR_GONE');
      expect(await refusal('2.3')).to.equal('CURSOR_GONE');
    });

    it('is refused when a restored store has put something else there', async () => {
      inVault(metaSet)(store.reader.db, { name: 'epoch', value: '1764028800' });
      publishAt('2026-11-20T00:00:00.000Z');
      expect(await refusal('1.4')).to.equal('CURSOR_GONE');
      expect(ids(await store.since('1.3'))).to.deep.equal(['1764028800.4']);
    });

    for (const since of ['', '1', '1.', '.1', '1.0', '01.1', 'x.1', '1.1.1', '-1.1', '1.99999999999999999']) {
      it(`is refused as no event: "${since}"`, async () => {
        expect(await refusal(since)).to.equal('INVALID_REQUEST');
      });
    }
  });
});
