// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { open, publish, ProjectionUnderTest, stock } from './reader.js';

describe('current records', () => {
  let reader: ProjectionUnderTest;
  beforeEach(() => {
    reader = new ProjectionUnderTest();
  });
  afterEach(() => {
    reader.close();
  });

  const current = (now?: string): unknown[] =>
    reader.list({}, now).data.map(({ values }) => values['quantity']);

  it('are the newest of each key by their order, whatever the order of publishing', () => {
    reader.receive({ records: [stock({ asOf: '2026-11-23T08:00:00+08:00', quantity: '2' })] });
    reader.receive({ records: [stock({ asOf: '2026-11-22T08:00:00+08:00', quantity: '1' })] });
    reader.receive({ records: [stock({ location: 'WH2', quantity: '9' })] });
    expect(current()).to.deep.equal(['9', '2']);
    expect(reader.list({ versions: 'all' }).data).to.have.length(3);
  });

  it('compare times as instants, to the last decimal', () => {
    reader.receive({ records: [stock({ asOf: '2026-11-23T00:00:00.000002Z', quantity: '2' })] });
    reader.receive({ records: [stock({ asOf: '2026-11-23T08:00:00.000001+08:00', quantity: '1' })] });
    expect(current()).to.deep.equal(['2']);
  });

  it('of two equal ones are the later in the ledger', () => {
    reader.receive({ records: [stock({ quantity: '1' })] });
    reader.receive({ records: [stock({ asOf: '2026-11-23T00:00:00Z', quantity: '2' })] });
    expect(current()).to.deep.equal(['2']);
  });

  it('are the same in whatever order publications are opened', () => {
    const [first, second] = [stock({ quantity: '1' }), stock({ quantity: '2' })].map((row) =>
      publish({ records: [row] }),
    );
    reader.block({ publications: [first as NonNullable<typeof first>] });
    reader.block({ publications: [second as NonNullable<typeof second>] });
    reader.open(open(second as NonNullable<typeof second>), open(first as NonNullable<typeof first>));
    expect(current()).to.deep.equal(['2']);
  });

  it('are never those of another publisher with the same key', () => {
    reader.receive({ publisher: 'Xinqiao', records: [stock({ quantity: '1' })] });
    reader.receive({ publisher: 'Guyu', records: [stock({ quantity: '2' })] });
    expect(current()).to.deep.equal(['2', '1']);
  });

  it('wait for their time when their order lies in the future', () => {
    reader.receive({ records: [stock({ quantity: '1' })] });
    const publication = publish({ records: [stock({ asOf: '2026-11-24T12:00:00Z', quantity: '2' })] });
    reader.block({ publications: [publication] });
    reader.open(open(publication, publication.granted, '2026-11-24T00:00:00Z'));
    expect(current('2026-11-24T11:59:59Z')).to.deep.equal(['1']);
    expect(current('2026-11-24T12:00:00Z')).to.deep.equal(['2']);
    expect(current('2026-11-24T12:00:01Z')).to.deep.equal(['2']);
  });

  it('give way to the one before when they are corrected', () => {
    reader.receive({ records: [stock({ asOf: '2026-11-22T00:00:00Z', quantity: '1' })] });
    const wrong = reader.receive({ records: [stock({ quantity: '2' })] });
    const moved: JsonObject = { corrects: `${wrong.id}.0`, reason: 'incorrect_data' };
    reader.receive({ records: [stock({ ...moved, location: 'WH2', quantity: '3' })] });
    expect(current()).to.deep.equal(['3', '1']);
  });

  it('keep order values beyond the range of the store at its border', () => {
    const at = '9999-12-31T23:59:59Z';
    reader.receive({ records: [stock({ asOf: at, quantity: '7' })] });
    expect(reader.list({ versions: 'all', from: '2262-01-01T00:00:00Z' }).data).to.have.length(1);
    expect(current()).to.deep.equal([]);
  });
});
