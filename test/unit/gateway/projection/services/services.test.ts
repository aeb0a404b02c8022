// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseInstant, type JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import type { PublicationLedger } from '@chainshare/gateway/internal/ledger/publication-ledger.js';
import { AccessLog } from '@chainshare/gateway/internal/projection/services/access-log.js';
import { AccessRecorder } from '@chainshare/gateway/internal/projection/services/access-recorder.js';
import { Grants } from '@chainshare/gateway/internal/projection/services/grants.js';
import { Members } from '@chainshare/gateway/internal/projection/services/members.js';
import { Records } from '@chainshare/gateway/internal/projection/services/records.js';
import { Status } from '@chainshare/gateway/internal/projection/services/status.js';
import { readEnvelope } from '@chainshare/gateway/internal/sealing/open.js';
import { openStore, type Store } from '@chainshare/gateway/internal/store/store.js';
import { open, publish, READER, stock, type TestPublication } from '../reader.js';

const caller = { subject: 'li', clientId: 'erp', scopes: ['read:*'] };
const now = () => parseInstant('2026-11-24T00:00:00Z');

/** The parts of the ledger that reading uses, over the publications of a test. */
function ledgerOf(publications: readonly TestPublication[]): PublicationLedger {
  const find = (id: string) => publications.find((publication) => publication.id === id);
  return {
    verify: (_publisher: string, id: string) =>
      Promise.resolve(find(id) === undefined ? 'MISSING' : 'PUBLISHER_LEFT'),
    readPublication: (_publisher: string, id: string) =>
      Promise.resolve(find(id) === undefined ? null : readEnvelope(find(id)?.envelope ?? '')),
    transactionEnvelope: (id: string) => Promise.resolve(Buffer.from(`the bytes of ${id}`)),
    block: (number: number) => Promise.resolve(Buffer.from(`block ${number}`)),
    height: () => Promise.resolve(5),
  } as unknown as PublicationLedger;
}

describe('services over the projection', () => {
  let dir: string;
  let store: Store;
  let recorder: AccessRecorder;
  let records: Records;
  const received = publish({ records: [stock(), stock({ location: 'WH2' })] });
  const own = publish({ publisher: READER, records: [stock({ quantity: '7' })] });
  const foreign = publish({ records: [stock()], granted: [] });
  const publications = [received, own, foreign];
  const ledger = ledgerOf(publications);

  const codeOf = async (answer: Promise<unknown>): Promise<string | undefined> => {
    try {
      await answer;
    } catch (error) {
      if (error instanceof GatewayError) return error.code;
      throw error;
    }
    return undefined;
  };

  const keep = (publication: TestPublication) =>
    store.write('received.keep', [
      {
        publication: publication.id,
        ...{ publisher: publication.publisher, envelope: publication.envelope, sealed: publication.sealed },
        keys: {
          headerKey: publication.keys.headerKey,
          sectionKeys: Object.fromEntries(
            publication.granted.map((name) => [name, publication.keys.sectionKeys[name]]),
          ),
        },
        terms: { epoch: 1, counter: 1n, purpose: 1, until: 0 },
        source: 'wrap',
        arrival: {
          ...{
            type: 'record.received',
            sections: publication.granted,
            records: publication.header.n,
            block: 0,
          },
          receivedAt: '2026-11-23T08:00:01.000Z',
        },
      },
    ]);

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'chainshare-services-'));
    store = await openStore(dir);
    recorder = new AccessRecorder(store, (error) => {
      throw error;
    });
    const blockEvidence = (block: Uint8Array): JsonObject => ({ data: [Buffer.from(block).toString()] });
    const waits = { minBlockWaitMs: 500 };
    records = new Records({
      enterprise: READER,
      store,
      ledger,
      accesses: recorder,
      now,
      blockEvidence,
      ...waits,
    });
    const memberOf = (id: string) => ({
      ...{ id, status: 'active', names: { en: id }, roles: ['supplier'], prefixes: [], accreditations: [] },
      since: '2026-11-01T00:00:00Z',
    });
    await store.write('project.block', {
      number: 0,
      transactions: [
        {
          ...{ index: 0, transactionId: 'tx0', creator: 'Xinqiao', timestamp: '2026-11-23T08:00:00Z' },
          publications: publications.map((publication) => ({
            ...{ id: publication.id, publisher: publication.publisher },
            ...{
              a: readEnvelope(publication.envelope).envelope.a,
              tags: readEnvelope(publication.envelope).envelope.t,
            },
            ...{ own: publication.publisher === READER, mine: publication.granted.length > 0 },
          })),
          memberWrites: [READER, 'Xinqiao', 'Guyu'].map((id) => ({
            key: `member~${id}`,
            value: JSON.stringify(memberOf(id)),
          })),
        },
      ],
    });
    for (const publication of [received, own]) {
      await keep(publication);
      await store.write('project.opened', [open(publication)]);
    }
  });

  afterEach(async () => {
    await recorder.flush();
    await store.close();
    await rm(dir, { recursive: true });
  });

  describe('records', () => {
    const query = { filters: {}, versions: 'current', limit: 10 } as const;

    it('are listed and read', async () => {
      const page = await records.list({ ...query, minBlock: 0 }, caller);
      expect(page.data.map(({ values }) => values['quantity'])).to.have.members(['7', '1200', '1200']);
      const one = await records.read(`${received.id}.1`, caller);
      expect(one.data.values['location']).to.equal('WH2');
    });

    it('answer the same for unknown and for not granted', async () => {
      for (const id of [`${foreign.id}.0`, `${'0'.repeat(64)}.0`, 'nothing']) {
        expect(await codeOf(records.read(id, caller))).to.equal('RECORD_NOT_FOUND');
        expect(await codeOf(records.prove(id, 1, caller))).to.equal('RECORD_NOT_FOUND');
        expect(await codeOf(records.access(id, caller))).to.equal('RECORD_NOT_FOUND');
      }
    });

    it('are proven with the sections that were granted, and their transaction', async () => {
      const pack = JSON.parse(
        Buffer.from(await records.prove(`${received.id}.1`, 1, caller)).toString(),
      ) as JsonObject;
      expect(Object.keys(pack['sections'] as JsonObject)).to.deep.equal(['identity', 'quantity']);
      expect(pack).to.deep.include({
        v: 1,
        index: 1,
        transaction: Buffer.from('the bytes of tx0').toString('base64url'),
      });
      expect(pack).not.to.have.property('block');
      const second = JSON.parse(
        Buffer.from(await records.prove(`${received.id}.1`, 2, caller)).toString(),
      ) as JsonObject;
      expect(second['block']).to.deep.equal({ data: ['block 0'] });
    });

    it('are no longer proven when the grant is over', async () => {
      await store.write('project.ended', {
        publications: [received.id],
        endedAt: '2026-11-23T10:00:00.000Z',
      });
      expect(await codeOf(records.prove(`${received.id}.0`, 1, caller))).to.equal('RECORD_NOT_FOUND');
    });

    it('say who has them and why', async () => {
      const { data } = await records.access(`${received.id}.0`, caller);
      expect(data).to.deep.equal([
        {
          ...{ enterprise: READER, because: 'received', sections: ['identity', 'quantity'] },
          ...{ purpose: ['supply-planning'], until: null, since: '2026-11-23T08:00:01.000Z' },
        },
      ]);
    });

    it('wait for a block, and no longer than they may', async () => {
      expect(await codeOf(records.list({ ...query, minBlock: 1 }, caller))).to.equal('PROJECTION_BEHIND');
      const waiting = records.list({ ...query, minBlock: 1 }, caller);
      await store.write('project.block', { number: 1, transactions: [] });
      expect((await waiting).asOfBlock).to.equal(1);
    });

    it('show the public side of any publication of the channel', async () => {
      const answer = await records.publication(foreign.id, caller);
      expect(answer).to.deep.include({
        id: foreign.id,
        publisher: 'Xinqiao',
        state: 'left',
        block: 0,
        transactionId: 'tx0',
      });
      expect(answer['envelope']).to.deep.equal(JSON.parse(foreign.envelope));
      expect(await codeOf(records.publication('0'.repeat(64), caller))).to.equal('PUBLICATION_NOT_FOUND');
    });

    it('leave a trace of every access, served or refused', async () => {
      await records.list(query, caller);
      await records.read(`${own.id}.0`, caller);
      await codeOf(records.read(`${foreign.id}.0`, caller));
      const log = new AccessLog(store, recorder);
      const page = await log.list({ limit: 2 });
      expect(
        page.data.map(({ action, record, outcome, count }) => ({ action, record, outcome, count })),
      ).to.deep.equal([
        { action: 'read', record: `${foreign.id}.0`, outcome: 'refused', count: 0 },
        { action: 'read', record: `${own.id}.0`, outcome: 'served', count: 1 },
      ]);
      const rest = await log.list({ limit: 2, cursor: page.next ?? '' });
      expect(rest.data).to.have.length(1);
      expect(rest.data[0]).to.include({ action: 'list', count: 3, subject: 'li', clientId: 'erp' });
      expect(rest.next).to.equal(null);
      expect(await codeOf(log.list({ limit: 2, cursor: 'x' }))).to.equal('INVALID_REQUEST');
    });
  });

  it('list members with what was admitted, and page them', async () => {
    const members = new Members(store, () => Promise.reject(new Error('not in this test')));
    const page = await members.members({ limit: 2 });
    expect(page.data.map(({ id }) => id)).to.deep.equal(['Guyu', READER]);
    const rest = await members.members({ limit: 2, cursor: page.next ?? '' });
    expect(rest.data).to.have.length(1);
    expect(rest.next).to.equal(null);
    expect((await members.member('Guyu')).data).to.deep.include({
      id: 'Guyu',
      roles: ['supplier'],
      keys: [],
      profile: null,
    });
    expect(await codeOf(members.member('Nobody'))).to.equal('MEMBER_NOT_FOUND');
    expect(await codeOf(members.members({ limit: 2, cursor: 'Nobody' }))).to.equal('INVALID_REQUEST');
  });

  it('list grants received, and refuse to revoke what was not given', async () => {
    const grants = new Grants({ enterprise: READER, store, now, publishEnd: () => Promise.resolve('x') });
    const page = await grants.list({ direction: ['given', 'received'], limit: 10 });
    expect(page.data).to.deep.equal([
      {
        ...{
          id: `${received.id}:${READER}`,
          direction: 'received',
          publication: received.id,
          granter: 'Xinqiao',
        },
        ...{
          enterprise: READER,
          sections: ['identity', 'quantity'],
          purpose: ['supply-planning'],
          until: null,
        },
        grantedAt: '2026-11-23T08:00:01.000Z',
      },
    ]);
    expect(await codeOf(grants.revoke(`${received.id}:${READER}`))).to.equal('GRANT_NOT_FOUND');
    expect(await codeOf(grants.revoke('x'))).to.equal('GRANT_NOT_FOUND');
    expect(await codeOf(grants.list({ direction: ['given'], limit: 1, cursor: 'x' }))).to.equal(
      'INVALID_REQUEST',
    );
  });

  it('say how far behind the ledger they are', async () => {
    const status = (lagBlocksMax: number, height = () => Promise.resolve(5)) =>
      new Status({ enterprise: READER, store, ledger: { height }, lagBlocksMax });
    expect(await status(4).ready()).to.deep.equal({ ready: true, reasons: [] });
    expect((await status(3).ready()).reasons).to.deep.equal([
      'The projection is 4 blocks behind; 3 are allowed.',
    ]);
    const gone = status(3, () => Promise.reject(new GatewayError('LEDGER_UNAVAILABLE')));
    expect((await gone.ready()).ready).to.equal(false);
    expect(await status(4).status()).to.deep.equal({
      enterprise: READER,
      ledger: { reachable: true, height: 5, projected: 0, lag: 4 },
      ...{ pending: 0, publications: { foreign: 1, opened: 2 }, records: { inventory: 3 }, outbox: {} },
    });
    expect((await gone.status())['ledger']).to.deep.include({ reachable: false, height: null, lag: null });
  });
});
