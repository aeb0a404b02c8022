// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import {
  endGrants,
  setMissing,
  setPublicationState,
} from '@chainshare/gateway/internal/projection/states.js';
import { open, publish, ProjectionUnderTest, READER, stock } from './reader.js';

describe('records as readers see them', () => {
  let reader: ProjectionUnderTest;
  beforeEach(() => {
    reader = new ProjectionUnderTest();
  });
  afterEach(() => {
    reader.close();
  });

  it('are one flat object of the opened sections, with what is withheld and why', () => {
    const publication = reader.receive({
      records: [stock({ owner: 'Guyu', method: 'book' })],
      granted: ['identity', 'quantity'],
    });
    const answer = reader.read(`${publication.id}.0`);
    expect(answer?.data).to.deep.include({
      ...{ id: `${publication.id}.0`, kind: 'inventory', schema: 1, publisher: 'Xinqiao', block: 0 },
      ...{
        publishedAt: '2026-11-23T08:00:00Z',
        transactionId: 'transaction-0-0',
        via: null,
        proof: 'ledger',
      },
      values: stock(),
      withheld: [
        { scope: 'commercial', reason: 'policy' },
        { scope: 'evidence', reason: 'policy' },
      ],
    });
    expect(answer).to.deep.include({
      ...{ asOfBlock: 0, pending: 0 },
      withheld: [
        { reason: 'policy', scope: 'commercial', count: 1 },
        { reason: 'policy', scope: 'evidence', count: 1 },
      ],
    });
  });

  it('keep every text verbatim', () => {
    const asOf = '2026-11-23T08:00:00.123456789+08:00';
    const publication = reader.receive({
      records: [stock({ asOf, quantity: '0.10', product: '标签 "一"' })],
    });
    expect(reader.read(`${publication.id}.0`)?.data.values).to.deep.include({
      ...{ asOf, quantity: '0.10', product: '标签 "一"' },
    });
  });

  it('do not exist when unknown, not granted, or not pulled yet', () => {
    const foreign = publish({ records: [stock()], granted: [] });
    const pending = publish({ records: [stock()] });
    reader.block({ publications: [foreign, pending] });
    const ids = [`${foreign.id}.0`, `${pending.id}.0`, `${'0'.repeat(64)}.0`, 'x', `${pending.id}.00`];
    for (const id of ids) expect(reader.read(id), id).to.equal(null);
    reader.open(open(pending));
    expect(reader.read(`${pending.id}.1`)).to.equal(null);
    expect(reader.read(`${pending.id}.0`)).not.to.equal(null);
  });

  it('show nothing of the publisher himself withheld', () => {
    const own = reader.receive({ publisher: READER, records: [stock({ owner: 'Guyu' })] });
    expect(reader.read(`${own.id}.0`)?.data.withheld).to.deep.equal([]);
  });

  it('withhold a section that breaks its schema, and show the others', () => {
    const { identity } = catalogue.kind('inventory').split(stock());
    const publication = reader.receive({
      records: [],
      raw: [
        { identity, quantity: { quantity: 'many', unit: 'H87' } },
        { identity: { ...identity, location: 'WH2' }, quantity: { quantity: '1', unit: 'H87' } },
      ],
    });
    const { data } = reader.read(`${publication.id}.0`) ?? {};
    expect(data?.values).to.deep.equal(identity);
    expect(data?.withheld).to.deep.equal([{ scope: 'quantity', reason: 'unverifiable' }]);
    expect(reader.read(`${publication.id}.1`)?.data.withheld).to.deep.equal([]);
  });

  it('withhold an identity that breaks its schema, and index nothing of it', () => {
    const publication = reader.receive({ records: [], raw: [{ identity: { product: 7 } }] });
    const { data } = reader.read(`${publication.id}.0`) ?? {};
    expect(data?.values).to.deep.equal({});
    expect(data?.withheld).to.deep.equal([{ scope: 'identity', reason: 'unverifiable' }]);
    expect(reader.list({ kind: 'inventory', filters: { product: ['7'] } }).data).to.deep.equal([]);
  });

  it('of a kind that is not known here are kept as they are', () => {
    const publication = reader.receive({
      kind: 'weather',
      schema: 3,
      records: [{ rain: '12' }],
      granted: ['identity'],
    });
    expect(reader.read(`${publication.id}.0`)?.data).to.deep.include({
      kind: 'weather',
      schema: 3,
      values: { rain: '12' },
    });
  });

  it('grow when more sections are granted later, without becoming two', () => {
    const publication = reader.receive({
      records: [stock({ owner: 'Guyu' })],
      granted: ['identity'],
    });
    expect(reader.read(`${publication.id}.0`)?.data.withheld).to.have.length(2);
    reader.open(open(publication, ['identity', 'quantity', 'commercial']));
    expect(reader.read(`${publication.id}.0`)?.data.values).to.deep.equal(stock({ owner: 'Guyu' }));
    expect(reader.list({ versions: 'all' }).data).to.have.length(1);
    expect(reader.list({ q: 'H87' }).data).to.have.length(1);
  });

  it('change nothing when the same is opened again', () => {
    const publication = reader.receive({ records: [stock()] });
    const before = reader.list();
    reader.open(open(publication), open(publication, ['identity']));
    expect(reader.list()).to.deep.equal(before);
  });

  it('hide their values when the grant is ended, and say so', () => {
    const publication = reader.receive({ records: [stock()] });
    reader.run(endGrants, { publications: [publication.id], endedAt: '2026-11-23T10:00:00.000Z' });
    const { data } = reader.read(`${publication.id}.0`) ?? {};
    expect(data?.values).to.deep.equal({});
    expect(data?.withheld.map(({ reason }) => reason)).to.deep.equal(['revoked', 'revoked']);
    const page = reader.list();
    expect(page.data).to.deep.equal([]);
    expect(page.withheld).to.deep.equal([{ reason: 'revoked', scope: 'publication', count: 1 }]);
  });

  it('hide their values when the grant has run out, to the second', () => {
    const publication = publish({ records: [stock()] });
    reader.block({ publications: [publication] });
    reader.open({ ...open(publication), until: Date.parse('2026-11-24T00:00:00Z') / 1_000 });
    const id = `${publication.id}.0`;
    expect(reader.read(id, '2026-11-23T23:59:59.9Z')?.data.values).to.deep.equal(stock());
    expect(reader.read(id, '2026-11-24T00:00:00Z')?.data.withheld[0]?.reason).to.equal('expired');
    expect(reader.list({}, '2026-11-24T00:00:00Z').withheld).to.deep.equal([
      { reason: 'expired', scope: 'publication', count: 1 },
    ]);
  });

  it('count what cannot be opened, was purged or never came', () => {
    const [broken, purged] = [publish({ records: [stock()] }), publish({ records: [stock()] })];
    reader.block({ publications: [broken, purged, publish({ records: [stock()], publisher: 'Guyu' })] });
    reader.run(setPublicationState, { publication: broken.id, state: 'unreadable', reason: 'ROOT' });
    reader.run(setPublicationState, { publication: purged.id, state: 'purged', reason: null });
    reader.run(setMissing, [{ publisher: 'Qiming', count: 9 }]);
    reader.run(setMissing, [
      { publisher: 'Xinqiao', count: 2 },
      { publisher: 'Guyu', count: 1 },
    ]);
    const page = reader.list();
    expect(page.pending).to.equal(1);
    expect(page.withheld, 'a hole waits for what is still to be pulled').to.deep.equal([
      { reason: 'unverifiable', scope: 'publication', count: 1 },
      { reason: 'purged', scope: 'publication', count: 1 },
      { reason: 'missing', scope: 'publication', count: 2 },
    ]);
    expect(reader.list({ publisher: ['Guyu'] })).to.deep.include({ pending: 1, withheld: [] });
  });

  it('stay readable when their publication is said to be purged later', () => {
    const publication = reader.receive({ records: [stock()] });
    reader.run(setPublicationState, { publication: publication.id, state: 'purged', reason: null });
    expect(reader.read(`${publication.id}.0`)?.data.values).to.deep.equal(stock());
  });
});
