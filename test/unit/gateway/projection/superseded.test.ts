// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { followTag, open, publish, ProjectionUnderTest, stock, type TestPublication } from './reader.js';

describe('superseded records', () => {
  let reader: ProjectionUnderTest;
  beforeEach(() => {
    reader = new ProjectionUnderTest();
  });
  afterEach(() => {
    reader.close();
  });

  const supersededOf = (publication: TestPublication, index = 0) =>
    reader.read(`${publication.id}.${index}`)?.data.superseded;

  const correction = (of: TestPublication, more: object = {}) => ({
    records: [stock({ quantity: '5', corrects: `${of.id}.0`, reason: 'incorrect_data' })],
    follow: [followTag(of, 0)],
    ...more,
  });

  it('name the correction that can be read', () => {
    const old = reader.receive({ records: [stock()] });
    const newer = reader.receive(correction(old));
    expect(supersededOf(old)).to.deep.equal({ by: `${newer.id}.0`, reason: 'corrected' });
    expect(reader.read(`${newer.id}.0`)?.data.corrects).to.equal(`${old.id}.0`);
    expect(reader.list().data.map(({ id }) => id)).to.deep.equal([`${newer.id}.0`]);
  });

  it('are recognised by their follow tag when the correction is withheld', () => {
    const old = reader.receive({ records: [stock(), stock({ location: 'WH2' })] });
    const newer = publish(correction(old, { granted: [] }));
    const { followed } = reader.block({ creator: 'Xinqiao', publications: [newer] });
    expect(followed).to.deep.equal([{ publication: old.id, index: 0, by: newer.id }]);
    expect(supersededOf(old)).to.deep.equal({ reason: 'not-disclosed' });
    expect(supersededOf(old, 1)).to.equal(undefined);
    expect(reader.list().data.map(({ id }) => id)).to.deep.equal([`${old.id}.1`]);
  });

  it('are recognised also when they are opened after what follows them', () => {
    const old = publish({ records: [stock()] });
    reader.block({ creator: 'Xinqiao', publications: [old] });
    reader.block({ creator: 'Xinqiao', publications: [publish(correction(old, { granted: [] }))] });
    reader.open(open(old));
    expect(supersededOf(old)).to.deep.equal({ reason: 'not-disclosed' });
  });

  it('are never believed of anybody but their publisher', () => {
    const old = reader.receive({ records: [stock()] });
    const forged = publish(correction(old, { publisher: 'Guyu' }));
    const { followed } = reader.block({ creator: 'Guyu', publications: [forged] });
    reader.open(open(forged));
    expect(followed).to.deep.equal([]);
    expect(supersededOf(old)).to.equal(undefined);
    expect(reader.list().data.map(({ publisher }) => publisher)).to.include('Xinqiao');
  });

  it('are never believed of anybody but their publisher when opened later', () => {
    const old = publish({ records: [stock()] });
    const forged = publish(correction(old, { publisher: 'Guyu' }));
    reader.block({ publications: [old] });
    reader.block({ publications: [forged] });
    reader.open(open(forged), open(old));
    expect(supersededOf(old)).to.equal(undefined);
  });

  it('name the latest of two corrections, whichever is opened first', () => {
    const old = publish({ records: [stock()] });
    const corrections = [publish(correction(old)), publish(correction(old))];
    const [first, second] = corrections as [TestPublication, TestPublication];
    for (const publication of [old, first, second]) reader.block({ publications: [publication] });
    reader.open(open(second), open(old), open(first));
    expect(supersededOf(old)).to.deep.equal({ by: `${second.id}.0`, reason: 'corrected' });
  });

  it('say when they were withdrawn', () => {
    const older = reader.receive({ records: [stock({ asOf: '2026-11-20T00:00:00Z', quantity: '1' })] });
    const old = reader.receive({ records: [stock()] });
    const withdrawal = reader.receive({
      kind: 'withdrawal',
      records: [{ record: `${old.id}.0`, reason: 'did_not_occur', text: 'counted twice' }],
      granted: ['identity'],
      follow: [followTag(old, 0)],
    });
    expect(supersededOf(old)).to.deep.equal({ by: `${withdrawal.id}.0`, reason: 'withdrawn' });
    expect(reader.list().data.map(({ id }) => id)).to.deep.equal([`${older.id}.0`]);
  });

  it('are all records of a publication that is withdrawn as a whole', () => {
    const old = reader.receive({ records: [stock(), stock({ location: 'WH2' })] });
    const notice = publish({
      kind: 'withdrawal',
      records: [{ publication: old.id, reason: 'purged', text: 'sent to the wrong list' }],
      granted: [],
      follow: [followTag(old)],
    });
    const { followed } = reader.block({ publications: [notice] });
    expect(followed).to.deep.equal([{ publication: old.id, index: null, by: notice.id }]);
    expect(supersededOf(old, 0)).to.deep.equal({ reason: 'not-disclosed' });
    expect(supersededOf(old, 1)).to.deep.equal({ reason: 'not-disclosed' });
    reader.open(open(notice, ['identity']));
    expect(supersededOf(old, 1)).to.deep.equal({ by: `${notice.id}.0`, reason: 'withdrawn' });
    expect(reader.list().data).to.deep.equal([]);
  });
});
