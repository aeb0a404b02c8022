// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Client } from '@chainshare/client';
import { RequestError } from '@chainshare/client';
import { gb18030 } from '../support/gb18030.js';
import { textRow, workbook } from '../support/workbook.js';
import { RunningNetwork } from './support/running-network.js';
import { until } from './support/stock.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const header = ['存货编码', '仓库', '方向', '客户', '结存数量', '计量', '盘点时间'];
const rows = [
  ['TAG-01', '一号仓', 'outbound', 'Xinghe', '1,200', '件', '2026年11月23日 上午8:00'],
  ['TAG-02', '一号仓', 'outbound', 'Xinghe', '35.5', '公斤', '2026/11/23 15:30'],
];
const csv = gb18030([header, ...rows].map((cells) => `"${cells.join('","')}"\r\n`).join(''));
const xlsx = workbook({ rows: [header, ...rows].map((cells, i) => textRow(i + 1, cells)).join('') });

describe('sheets of a small supplier', function () {
  this.timeout(90_000);

  let network: RunningNetwork;
  let xinqiao: Client;
  let xinghe: Client;

  before(async () => {
    network = await RunningNetwork.start('Xinqiao', 'Xinghe');
    xinqiao = await network.as('Xinqiao');
    xinghe = await network.as('Xinghe');
  });

  after(async () => {
    await network.remove();
  });

  afterEach(() => {
    network.doors.assertConforming();
  });

  const collect = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => {
    const all: Uint8Array[] = [];
    for await (const piece of pieces) all.push(piece);
    return Buffer.concat(all);
  };

  it('go in as they are once their columns are known, from CSV in GB18030 and from XLSX alike', async () => {
    const address = await xinqiao.publishFile('inventory', csv, { contentType: 'text/csv' }).then(
      () => undefined,
      (error: unknown) => (error as RequestError).errors[0]?.mapping,
    );
    const columns = {
      存货编码: 'product',
      仓库: 'location',
      结存数量: 'quantity',
      计量: 'unit',
      盘点时间: 'asOf',
    };
    await xinqiao.mappings.put(address ?? '', { columns });
    const planned = await xinqiao.publishFile('inventory', csv, { contentType: 'text/csv', dryRun: true });
    const again = await xinqiao.publishFile('inventory', xlsx, { contentType: XLSX, dryRun: true });
    expect(again.publications).to.deep.equal(planned.publications);
    expect(
      planned.publications.flatMap(({ audience }) => audience.map(({ enterprise }) => enterprise)),
    ).to.deep.equal(['Xinghe']);
    const published = await xinqiao.publishFile('inventory', xlsx, { contentType: XLSX });
    expect(published).to.include({ state: 'published', accepted: 2 });
  });

  it('come out at the customer as CSV, XLSX and NDJSON, with who said it', async () => {
    const records = await until(async () => {
      const list = [];
      for await (const record of xinghe.query('inventory')) list.push(record);
      return list.length === 2 ? list : undefined;
    });
    expect(
      records.map(({ values }) => [values.product, values.quantity, values.unit, values.asOf]),
    ).to.have.deep.members([
      ['TAG-01', '1200', 'H87', '2026-11-23T08:00:00+08:00'],
      ['TAG-02', '35.5', 'KGM', '2026-11-23T15:30:00+08:00'],
    ]);
    const table = (await collect(xinghe.export('inventory', 'csv'))).toString('utf8').split('\r\n');
    expect(table[0]).to.match(/^\uFEFFproduct,location,.*,\$publisher,\$id,\$publishedAt,\$withheld$/);
    expect(table.filter((line) => line.includes(',Xinqiao,'))).to.have.length(2);
    const lines = (await collect(xinghe.export('inventory', 'ndjson', { product: 'TAG-01' }))).toString(
      'utf8',
    );
    expect(JSON.parse(lines)).to.deep.include({ publisher: 'Xinqiao', kind: 'inventory' });
  });

  it('read what was exported as the same values', async () => {
    for (const [form, contentType] of [
      ['csv', 'text/csv'],
      ['xlsx', XLSX],
    ] as const) {
      const bytes = await collect(xinqiao.export('inventory', form));
      const read = await xinqiao.publishFile('inventory', bytes, {
        contentType,
        dryRun: true,
        to: ['Xinghe'],
      });
      expect(read, form).to.include({ accepted: 2, rejected: 0 });
    }
  });

  it('begin as a template that an empty table comes of', async () => {
    const template = await xinqiao.template('inventory', 'xlsx');
    const refused = await xinqiao
      .publishFile('inventory', template, { contentType: XLSX, dryRun: true })
      .then(
        () => [],
        (error: unknown) => (error as RequestError).errors.map(({ code, message }) => `${code}: ${message}`),
      );
    expect(refused).to.deep.equal(['REQUIRED: there are no records']);
  });

  it('are refused row by row, with row, column and code', async () => {
    const bad = [header, ['', '一号仓', 'outbound', 'Nobody', '1.2万', '斤', '23/11/2026'], rows[0] ?? []];
    const sheet = workbook({ rows: bad.map((cells, i) => textRow(i + 1, cells)).join('') });
    const faults = await xinqiao.publishFile('inventory', sheet, { contentType: XLSX }).then(
      () => [],
      (error: unknown) => (error as RequestError).errors,
    );
    expect(faults.map(({ row, column, code }) => `${row ?? ''} ${column ?? ''} ${code}`)).to.deep.equal([
      '2 结存数量 MALFORMED',
      '2 盘点时间 MALFORMED',
    ]);
  });
});
