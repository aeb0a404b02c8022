// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { publish, open, ProjectionUnderTest, stock } from './reader.js';

describe('bounds of the time of a publication', () => {
  let reader: ProjectionUnderTest;
  beforeEach(() => {
    reader = new ProjectionUnderTest();
  });
  afterEach(() => {
    reader.close();
  });

  const published = (claimed: string, others: { before: string; after: string }) => {
    reader.block({ creator: 'Guyu', at: others.before });
    const publication = publish({ records: [stock()] });
    reader.block({ creator: 'Xinqiao', at: claimed, publications: [publication] });
    reader.block({ creator: 'Xinqiao', at: '2026-11-23T23:00:00Z' });
    reader.block({ creator: 'Guyu', at: others.after });
    reader.open(open(publication));
    return reader.read(`${publication.id}.0`)?.data;
  };

  it('come from other members, never from the publisher itself', () => {
    const record = published('2026-11-23T08:00:00Z', {
      before: '2026-11-23T07:59:00Z',
      after: '2026-11-23T08:00:02Z',
    });
    expect(record?.publishedAt).to.equal('2026-11-23T08:00:00Z');
    expect(record?.publishedBounds).to.deep.equal({
      after: '2026-11-23T07:59:00Z',
      before: '2026-11-23T08:00:02Z',
    });
    expect(record).not.to.have.property('timeUnverified');
  });

  it('are open where no other member was there', () => {
    const publication = reader.receive({ records: [stock()] });
    const record = reader.read(`${publication.id}.0`)?.data;
    expect(record?.publishedBounds).to.deep.equal({ after: null, before: null });
  });

  const cases = [
    { claimed: '2026-11-23T08:15:02Z', unverified: undefined },
    { claimed: '2026-11-23T08:15:02.000000001Z', unverified: true },
    { claimed: '2026-11-23T07:44:00Z', unverified: undefined },
    { claimed: '2026-11-23T07:43:59.999999999Z', unverified: true },
  ];
  for (const { claimed, unverified } of cases) {
    it(`make ${claimed} ${unverified === true ? 'unverified' : 'credible'}`, () => {
      const others = { before: '2026-11-23T07:59:00Z', after: '2026-11-23T08:00:02Z' };
      expect(published(claimed, others)?.timeUnverified).to.equal(unverified);
    });
  }

  it('take the earliest claim of a later block that holds several', () => {
    const publication = publish({ records: [stock()] });
    reader.block({ creator: 'Xinqiao', publications: [publication] });
    reader.block(
      { creator: 'Guyu', at: '2026-11-23T08:00:09Z' },
      { creator: 'Qiming', at: '2026-11-23T08:00:05Z' },
      { creator: 'Guyu', at: '2026-11-23T08:00:07Z' },
    );
    reader.open(open(publication));
    expect(reader.read(`${publication.id}.0`)?.data.publishedBounds.before).to.equal('2026-11-23T08:00:05Z');
  });
});
