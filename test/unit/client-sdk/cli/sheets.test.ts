// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { CommandLine } from '../support/command-line.js';
import { json, problem, type Handler } from '../support/http-server.js';

const ADDRESS = `/v1/mappings/inventory/${'ab'.repeat(32)}`;

const file =
  (content: string): Handler =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    response.end(content);
  };

/** Half a file, then the connection is gone. */
const brokenFile: Handler = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/csv' });
  response.write('product\r\nTAG', () => response.destroy());
};

describe('chainshare and sheets', function () {
  this.timeout(60_000);
  const command = new CommandLine();
  before(() => command.start());
  after(() => command.stop());

  const saved = (name: string): string => readFileSync(path.join(command.folder, name), 'utf8');

  it('exports a list in the form that the file is named for', async () => {
    command.gateway.script(file('product\r\nTAG-01\r\n'));
    const ended = await command.run(
      '--as Xinqiao export inventory all.csv product=TAG-01 --subject L-7 --versions all',
    );
    expect(ended).to.deep.include({ code: 0, out: 'Saved all.csv, 17 bytes\n' });
    expect(saved('all.csv')).to.equal('product\r\nTAG-01\r\n');
    const [asked] = command.gateway.arrived;
    expect(asked?.headers).to.include({ accept: 'text/csv', authorization: 'Bearer viewer-Xinqiao' });
    expect(Object.fromEntries(asked?.query ?? [])).to.deep.equal({
      kind: 'inventory',
      product: 'TAG-01',
      subject: 'L-7',
      versions: 'all',
    });
    await command.run('--as Xinqiao export inventory all.XLSX');
    await command.run('--as Xinqiao export inventory all.ndjson');
    expect(command.gateway.arrived.map(({ headers }) => headers.accept).slice(1)).to.deep.equal([
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/x-ndjson',
    ]);
  });

  it('leaves no half of a file, and not the one before undone', async () => {
    command.gateway.script(file('whole'), brokenFile);
    await command.run('--as Xinqiao export inventory kept.csv');
    const ended = await command.run('--as Xinqiao export inventory kept.csv');
    expect(ended.code).to.equal(3);
    expect(ended.err).to.include('broke off');
    expect(saved('kept.csv')).to.equal('whole');
    expect(readdirSync(command.folder).filter((name) => name.endsWith('.part'))).to.deep.equal([]);
  });

  it('shows the kinds, and the fields of one with what its tables need', async () => {
    const column = (field: string, required: boolean): object => {
      const title = { zh: '物料', en: 'Item' };
      return { field, title, help: null, section: 'identity', required };
    };
    const fields = [column('product', true), column('order.line', false), column('lot', false)];
    const kind = { kind: 'stock', title: { zh: '库存', en: 'Stock' }, key: ['product', 'order'], fields };
    command.gateway.script(json(200, { data: [kind] }));
    expect((await command.run('--as Xinqiao --lang zh kinds')).out).to.equal(
      ['类别   名称  主键', 'stock  库存  product, order', ''].join('\n'),
    );
    command.gateway.script(json(200, { data: kind }));
    expect((await command.run('--as Xinqiao kinds stock')).out).to.equal(
      [
        'field       title  section   key  required  help',
        'product     Item   identity  ✓    ✓',
        'order.line  Item   identity  ✓',
        'lot         Item   identity',
        '',
      ].join('\n'),
    );
    expect(command.gateway.arrived[0]?.path).to.equal('/v1/kinds/stock');
  });

  it('saves templates', async () => {
    command.gateway.script(file('product\r\n'));
    expect((await command.run('--as Xinqiao template inventory empty.xlsx')).code).to.equal(0);
    expect(command.gateway.arrived[0]?.path).to.equal('/v1/kinds/inventory/template.xlsx');
    expect(saved('empty.xlsx')).to.equal('product\r\n');
  });

  it('asks the gateway for the address of a header, and says there what its columns mean', async () => {
    const fault = {
      row: 1,
      column: '存货',
      pointer: '',
      code: 'UNKNOWN_COLUMN',
      message: 'no',
      mapping: ADDRESS,
    };
    const unknown = problem(400, { code: 'INVALID_REQUEST', errors: [fault], errorCount: 1 });
    const kept = { data: { columns: { 存货: 'product' } } };
    command.gateway.script(
      unknown,
      problem(404, { code: 'MAPPING_NOT_FOUND' }),
      json(201, kept, { etag: '"1"' }),
    );
    const ended = await command.run(
      '--as Xinqiao mapping set inventory stock.csv 存货=product a=b=location 货架= --unit 箱=XBX --tz UTC',
    );
    expect(ended.code, ended.err).to.equal(0);
    expect(ended.out).to.include(ADDRESS);
    const [dryRun, get, put] = command.gateway.arrived;
    expect(get).to.include({ method: 'GET', path: ADDRESS });
    expect(put?.headers).to.not.have.property('if-match');
    expect(dryRun?.query.get('dryRun')).to.equal('true');
    expect(put).to.include({ method: 'PUT', path: ADDRESS });
    expect(JSON.parse(put?.body ?? '')).to.deep.equal({
      columns: { 存货: 'product', 'a=b': 'location', 货架: null },
      units: { 箱: 'XBX' },
      timeZone: 'UTC',
    });
    // A mapping that leaves a column open is replaced.
    command.gateway.script(unknown, json(200, kept, { etag: '"7"' }), json(200, kept, { etag: '"8"' }));
    await command.run('--as Xinqiao mapping set inventory stock.csv 存货=product');
    expect(command.gateway.arrived[2]?.headers['if-match']).to.equal('"7"');
  });

  it('reads and forgets mappings', async () => {
    command.gateway.script(json(200, { data: { columns: { 存货: 'product' } } }, { etag: '"1"' }));
    const read = await command.run(`--as Xinqiao --json mapping get ${ADDRESS}`);
    expect(JSON.parse(read.out)).to.deep.equal({ columns: { 存货: 'product' } });
    await command.run(`--as Xinqiao mapping remove ${ADDRESS}`);
    expect(command.gateway.arrived[1]).to.include({ method: 'DELETE', path: ADDRESS });
    expect(command.gateway.arrived[1]?.headers['if-match']).to.equal('*');
  });

  it('says the zone of a sheet', async () => {
    command.gateway.script(json(200, { publications: [], accepted: 1, rejected: 0, warnings: [] }));
    await command.run('--as Xinqiao publish inventory stock.csv --dry-run --tz Asia/Tokyo');
    expect(command.gateway.arrived[0]?.query.get('tz')).to.equal('Asia/Tokyo');
  });

  it('ends with 2 when it is used wrongly', async () => {
    command.gateway.script(json(200, { publications: [], accepted: 1, rejected: 0, warnings: [] }));
    const wrong = [
      'export inventory all.pdf --as Xinqiao',
      'export inventory all.csv product --as Xinqiao',
      'template inventory empty.ndjson --as Xinqiao',
      'mapping set inventory stock.csv product --as Xinqiao',
      // Every column of it is known.
      'mapping set inventory stock.csv product=product --as Xinqiao',
    ];
    for (const line of wrong) expect((await command.run(line)).code, line).to.equal(2);
    expect(existsSync(path.join(command.folder, 'all.pdf'))).to.equal(false);
  });
});
