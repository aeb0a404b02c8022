// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { XLSX_TYPE } from '@chainshare/gateway/internal/intake/media-type.js';
import type { RecordView } from '@chainshare/gateway/internal/services.js';
import { readSheet } from '../../intake/sheets.js';
import { basis, newFakeServices, record, RECORD } from '../fake-services.js';
import { startServer, type RunningServer } from '../running-server.js';

const other: RecordView = {
  ...record,
  id: RECORD.replace(/0$/, '1'),
  values: { ...record.values, product: '=1+1', note: 'a,"b"' },
  withheld: [{ scope: 'quantity', reason: 'policy' }],
};

describe('GET /v1/records as a file', () => {
  let server: RunningServer;

  before(async () => {
    const { records, ...rest } = newFakeServices();
    const pages: Readonly<Record<string, readonly RecordView[]>> = { '': [record], second: [other] };
    server = await startServer(
      {},
      {
        ...rest,
        records: {
          ...records,
          list: ({ cursor = '' }) =>
            Promise.resolve({ ...basis, data: pages[cursor] ?? [], next: cursor === '' ? 'second' : null }),
        },
      },
    );
  });

  after(async () => {
    await server.close();
  });

  const ask = (accept: string, query = '?kind=inventory') =>
    server.ask('GET', `/v1/records${query}`, { headers: { Accept: accept } });

  it('is every page of the list as CSV, with who said it and what is withheld', async () => {
    const answer = await ask('text/csv');
    expect(answer.headers['content-type']).to.equal('text/csv; charset=utf-8; header=present');
    expect(answer.headers['content-disposition']).to.equal('attachment; filename="inventory.csv"');
    expect(answer.headers['chainshare-as-of-block']).to.equal(String(basis.asOfBlock));
    expect(answer.headers['chainshare-pending']).to.equal(String(basis.pending));
    // The sections of the first page are counted beside their records.
    expect(answer.headers).to.not.have.property('chainshare-withheld');
    const [header = '', ...lines] = answer.text.trimEnd().split('\r\n');
    expect(header.split(',').slice(-4)).to.deep.equal(['$publisher', '$id', '$publishedAt', '$withheld']);
    expect(lines).to.have.length(2);
    expect(lines[1])
      .to.contain("'=1+1")
      .and.to.contain('"a,""b"""')
      .and.to.match(/,quantity:policy$/);
  });

  it('reads again as the same values, from CSV and XLSX', async () => {
    for (const [form, type] of [
      ['csv', 'text/csv'],
      ['xlsx', XLSX_TYPE],
    ] as const) {
      const { bytes } = await ask(type);
      const rows = await readSheet(bytes, form, catalogue.kind('inventory'));
      expect(
        rows.map(({ values }) => values),
        form,
      ).to.deep.equal([record.values, other.values]);
    }
  });

  it('is one record a line as NDJSON, of any kind', async () => {
    const { text } = await ask('application/x-ndjson', '');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).to.deep.equal([record, other]);
  });

  it('stays a page of JSON for who does not ask for a file', async () => {
    expect((await ask('*/*')).json['next']).to.equal('second');
    expect((await ask('text/html')).status).to.equal(406);
  });

  it('is refused without a kind, of an unknown kind, and in pages', async () => {
    const faults = async (query: string) => {
      const { json } = await ask('text/csv', query);
      const errors = (json['errors'] ?? []) as { readonly pointer: string; readonly code: string }[];
      return [json['code'], ...errors.map(({ pointer, code }) => `${code} at ${pointer}`)].join(' ');
    };
    expect(await faults('')).to.equal('INVALID_REQUEST REQUIRED at /query/kind');
    expect(await faults('?kind=banana')).to.equal('KIND_NOT_FOUND');
    expect(await faults('?kind=inventory&limit=5&cursor=second')).to.equal(
      'INVALID_REQUEST NOT_ALLOWED at /query/limit NOT_ALLOWED at /query/cursor',
    );
  });
});
