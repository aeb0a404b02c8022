// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { RecordQuery } from '@chainshare/gateway/internal/services.js';
import { followTag, open, publish, ProjectionUnderTest, READER, stock } from './reader.js';

describe('a projection that was deleted', () => {
  let reader: ProjectionUnderTest;
  beforeEach(() => {
    reader = new ProjectionUnderTest();
  });
  afterEach(() => {
    reader.close();
  });

  const queries: readonly Partial<RecordQuery>[] = [
    {},
    { versions: 'all' },
    { limit: 2 },
    { kind: 'inventory', filters: { location: ['WH1', 'WH2'] } },
    { q: '标签', versions: 'all' },
    { subject: ['urn:chainshare:Xinqiao:part:TAG-01'] },
    { kind: 'withdrawal', versions: 'all' },
  ];

  const everything = () => {
    const pages = queries.map((query) => reader.list(query));
    const ids = reader.list({ versions: 'all' }).data.map(({ id }) => id);
    return { pages, records: ids.map((id) => reader.read(id)) };
  };

  it('gives equal answers when it is built again, cursors included', () => {
    const member = {
      id: 'Guyu',
      status: 'active',
      names: { en: 'Guyu' },
      roles: [],
      prefixes: [],
      accreditations: [],
    };
    reader.block({ memberWrites: [{ key: 'member~Guyu', value: JSON.stringify(member) }] });
    const old = reader.receive({ records: [stock(), stock({ location: 'WH2', product: '标签' })] });
    reader.receive({ publisher: 'Guyu', records: [stock()] }, '2026-11-23T09:30:00Z');
    reader.receive({ publisher: READER, records: [stock({ quantity: '7' })] });
    const late = publish({ records: [stock({ asOf: '2026-11-23T09:00:00Z', quantity: '3' })] });
    reader.block({ publications: [late] });
    reader.receive({
      records: [stock({ quantity: '5', corrects: `${old.id}.0`, reason: 'incorrect_data' })],
      follow: [followTag(old, 0)],
    });
    reader.receive({
      kind: 'withdrawal',
      records: [{ record: `${old.id}.1`, reason: 'did_not_occur' }],
      follow: [followTag(old, 1)],
      granted: ['identity'],
    });
    reader.open(open(late, ['identity']));
    reader.open(open(late, ['identity', 'quantity', 'commercial']));
    const before = everything();
    expect(before.records).to.have.length(6);
    reader.rebuild();
    expect(everything()).to.deep.equal(before);
  });
});
