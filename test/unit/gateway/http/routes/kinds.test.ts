// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { readXlsx, type Sheet } from 'hucre/xlsx';
import { readHeader } from '@chainshare/gateway/internal/intake/columns.js';
import { XLSX_TYPE } from '@chainshare/gateway/internal/intake/media-type.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { readSheet } from '../../intake/sheets.js';
import { startServer, type RunningServer } from '../running-server.js';

interface Field {
  readonly field: string;
  readonly section: string;
  readonly required: boolean;
}

describe('/v1/kinds', () => {
  let server: RunningServer;

  before(async () => {
    server = await startServer();
  });

  after(async () => {
    await server.close();
  });

  it('lists what can be published, and not what gateways say among themselves', async () => {
    const kinds = (await server.ask('GET', '/v1/kinds')).json['data'] as { kind: string }[];
    expect(kinds.map(({ kind }) => kind))
      .to.include.members(['inventory', 'forecast'])
      .and.not.include('key');
  });

  it('says which fields a kind has, as a table would have them', async () => {
    const kind = (await server.ask('GET', '/v1/kinds/forecast')).json['data'] as { fields: Field[] };
    const fields = kind.fields.map(({ field }) => field);
    expect(fields).to.include.members(['product', 'horizon.start', 'buckets[].start', 'buckets[].quantity']);
    expect(kind.fields.find(({ field }) => field === 'product')).to.include({
      section: 'identity',
      required: true,
    });
  });

  it('says of every column whether a record, or an element of its list, can do without', async () => {
    const kind = (await server.ask('GET', '/v1/kinds/forecast')).json['data'] as { fields: Field[] };
    const required = new Map(kind.fields.map((it) => [it.field, it.required]));
    expect(required.get('horizon.end')).to.equal(true);
    expect(required.get('buckets[].start')).to.equal(true);
    expect(required.get('buckets[].firmness')).to.equal(false);
    // The list itself is optional.
    expect(required.get('files[].sha256')).to.equal(false);
  });

  it('serves the schema of a kind, which validators accept', async () => {
    const answer = await server.ask('GET', '/v1/kinds/inventory/schema.json');
    expect(answer.headers['content-type']).to.equal('application/schema+json');
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    expect(ajv.compile(answer.json)({ product: 'TAG-01' })).to.equal(false);
  });

  it('serves an empty table', async () => {
    const answer = await server.ask('GET', '/v1/kinds/inventory/template.csv');
    expect(answer.headers['content-type']).to.equal('text/csv; charset=utf-8; header=present');
    expect(answer.text).to.match(/^product,location,.*order\.orderId.*\r\n$/);
  });

  it('serves tables whose every column can be sent back', async () => {
    for (const kind of catalogue.kinds.filter(({ system }) => !system)) {
      const { text } = await server.ask('GET', `/v1/kinds/${kind.name}/template.csv`);
      expect(readHeader({ row: 1, header: text.trim().split(',') }, kind).faults, kind.name).to.deep.equal(
        [],
      );
    }
  });

  it('serves workbooks with the same columns, ready for codes, and with help in two languages', async () => {
    const { bytes, headers } = await server.ask('GET', '/v1/kinds/inventory/template.xlsx');
    expect(headers['content-type']).to.equal(XLSX_TYPE);
    const csv = (await server.ask('GET', '/v1/kinds/inventory/template.csv')).text.trim().split(',');
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    expect(sheets.map(({ name }) => name)).to.deep.equal(['inventory', '说明 Help']);
    const [data, explained] = sheets as [Sheet, Sheet];
    expect(data.rows[0]).to.deep.equal(csv);
    const formats = ['product', 'quantity'].map(
      (column) => data.cells?.get(`1,${csv.indexOf(column)}`)?.style?.numFmt,
    );
    expect(formats).to.deep.equal(['@', undefined]);
    const help = explained.rows;
    expect(help.map(([column]) => column).slice(1)).to.deep.equal(csv);
    expect(help[1]?.slice(1, 5)).to.deep.equal(['物料', 'Product', '是 yes', 'identity']);
    const rows = await readSheet(bytes, 'xlsx', catalogue.kind('inventory'));
    expect(rows).to.deep.equal([]);
  });

  it('does not know every word', async () => {
    for (const path of ['weather', 'weather/schema.json', 'constructor/template.csv']) {
      expect((await server.ask('GET', `/v1/kinds/${path}`)).json, path).to.include({
        code: 'KIND_NOT_FOUND',
      });
    }
  });
});
