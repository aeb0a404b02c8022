// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { CommandLine } from '../support/command-line.js';
import { json, problem } from '../support/http-server.js';

const ID = `${'a'.repeat(64)}.0`;

describe('chainshare publish', function () {
  this.timeout(60_000);
  const command = new CommandLine();
  before(() => command.start());
  after(() => command.stop());

  const published = {
    publications: [
      {
        id: 'p',
        records: [{ row: 2, id: ID }],
        transactionId: 'f00',
        block: 12,
        audience: [{ enterprise: 'Xinghe', sections: ['identity', 'quantity'], policy: ['to'] }],
      },
    ],
    accepted: 1,
    rejected: 0,
    warnings: [
      { row: 2, column: 'product', pointer: '/0/product', code: 'UNKNOWN_CODE', message: 'not known yet' },
    ],
  };

  it('publishes a table and says who received what', async () => {
    command.gateway.script(json(201, published));
    const ended = await command.run(
      '--as Xinqiao publish inventory stock.csv --to Xinghe,Qiming --sections identity --key k1',
    );
    expect(ended.code, ended.err).to.equal(0);
    expect(ended.out)
      .to.include('Published 1 records')
      .and.include('block 12')
      .and.match(/Xinghe +identity, quantity +to/);
    expect(ended.err).to.match(/2 +product +UNKNOWN_CODE +not known yet/);
    const [request] = command.gateway.arrived;
    expect(request?.headers).to.include({
      authorization: 'Bearer operator-Xinqiao',
      'idempotency-key': 'k1',
      'content-type': 'text/csv',
    });
    expect(request?.query.getAll('to')).to.deep.equal(['Xinghe', 'Qiming']);
    expect(request?.body).to.equal('product,quantity\nTAG-01,1200\n');
  });

  it('says in a dry run what would happen, and that nobody receives it', async () => {
    command.gateway.script(json(200, { ...published, publications: [], warnings: [] }));
    const ended = await command.run('publish inventory stock.csv --dry-run --as Xinqiao', { cwd: 'deep/er' });
    expect(ended.code).to.equal(2);
    expect(ended.err).to.include('ENOENT');
    const again = await command.run('publish inventory ../../stock.csv --dry-run --as Xinqiao', {
      cwd: 'deep/er',
    });
    expect(again.out).to.include('Would publish 1 records').and.include('Nobody receives this.');
    expect(command.gateway.arrived[0]?.query.get('dryRun')).to.equal('true');
  });

  it('makes codes known that the gateway does not know, or says how', async () => {
    const fix = { kind: 'product', record: { product: 'TAG-01' } };
    const warning = {
      row: 2,
      column: 'product',
      pointer: '/product',
      code: 'UNKNOWN_CODE',
      message: 'm',
      fix,
    };
    command.gateway.script(json(201, { ...published, warnings: [warning] }));
    const warned = await command.run('--as Xinqiao publish inventory stock.csv');
    expect(warned.out).to.not.include('Added');
    expect(warned.err).to.include('--add-unknown');
    expect(command.gateway.arrived[0]?.query.has('addUnknown')).to.equal(false);
    command.gateway.script(json(201, { ...published, warnings: [], added: 2 }));
    const ended = await command.run('--as Xinqiao publish inventory stock.csv --add-unknown');
    expect(ended.out).to.include('Added 2 products and locations');
    expect(ended.err).to.equal('');
    expect(command.gateway.arrived.at(-1)?.query.get('addUnknown')).to.equal('true');
    command.gateway.script(json(200, { ...published, warnings: [], added: 2 }));
    const told = await command.run(
      '--as Xinqiao --lang zh publish inventory stock.csv --add-unknown --dry-run',
    );
    expect(told.out).to.include('将新增 2 条产品和场所记录');
  });

  it('publishes records in JSON, one or many', async () => {
    command.gateway.script(json(201, published));
    for (const [name, value] of Object.entries({
      one: { product: 'A' },
      array: [{ product: 'A' }],
      records: { records: [{ product: 'A' }] },
    })) {
      await command.write(`${name}.json`, value);
      expect((await command.run(`--as Xinqiao publish inventory ${name}.json`)).code).to.equal(0);
    }
    for (const { body } of command.gateway.arrived) {
      expect(JSON.parse(body)).to.deep.equal({ kind: 'inventory', records: [{ product: 'A' }] });
    }
    await command.write('text.json', '"text"');
    expect((await command.run('--as Xinqiao publish inventory text.json')).code).to.equal(2);
    await command.write('broken.json', '{');
    expect((await command.run('--as Xinqiao publish inventory broken.json')).code).to.equal(2);
  });

  for (const [kind, profile, members] of [
    ['inventory', 'item_stock:2.0.0#ItemStock', { positions: [], direction: 'INBOUND' }],
    ['forecast', 'short_term_material_demand:1.0.0#ShortTermMaterialDemand', { demandSeries: [] }],
    ['delivery', 'delivery_information:2.0.0#DeliveryInformation', { positions: [] }],
  ] as const) {
    it(`recognises a document of Catena-X for ${kind}`, async () => {
      const document = { materialGlobalAssetId: 'urn:uuid:1', ...members };
      await command.write('document.json', document);
      command.gateway.script(json(201, published));
      await command.run(`--as Xinqiao publish ${kind} document.json --to Xinghe`);
      expect(command.gateway.arrived[0]?.headers['content-type']).to.equal(
        `application/json; profile="urn:samm:io.catenax.${profile}"`,
      );
      expect(JSON.parse(command.gateway.arrived[0]?.body ?? '')).to.deep.equal(document);
    });
  }

  it('reads standard input when told what it is', async () => {
    command.gateway.script(json(201, published));
    const ended = await command.run('--as Xinqiao publish inventory - --type application/x-ndjson', {
      input: '{"product":"A"}\n',
    });
    expect(ended.code, ended.err).to.equal(0);
    expect(command.gateway.arrived[0]?.body).to.equal('{"product":"A"}\n');
    expect((await command.run('--as Xinqiao publish inventory -')).code).to.equal(2);
  });

  it('follows an import to its end', async () => {
    const state = { id: 'i1', state: 'done', done: 9, total: 9, publications: [], errors: [] };
    command.gateway.script(json(202, { id: 'i1' }, { location: '/v1/imports/i1' }), json(200, state));
    const ended = await command.run('--as Xinqiao publish inventory stock.csv');
    expect(ended.out).to.include('Still running').and.include('done: 9 of 9 records');
    command.gateway.script(json(200, { ...state, state: 'failed' }));
    expect((await command.run('--as Xinqiao import i1')).code).to.equal(1);
  });

  it('shows the faults of a refused file as row, column, code; ends with 1', async () => {
    const fault = (row: number): object => ({
      row,
      column: '数量',
      pointer: `/${row}/quantity`,
      code: 'NOT_A_DECIMAL',
      message: 'not a number',
    });
    const errors = Array.from({ length: 60 }, (_, index) => fault(index + 2));
    command.gateway.script(
      problem(400, {
        code: 'INVALID_REQUEST',
        detail: '有 70 处错误',
        errors,
        errorCount: 70,
        requestId: 'r7',
      }),
    );
    const ended = await command.run('--as Xinqiao --lang zh publish inventory stock.csv');
    expect(ended.code).to.equal(1);
    expect(ended.out).to.equal('');
    expect(ended.err)
      .to.include('INVALID_REQUEST: 有 70 处错误')
      .and.match(/^行 +列 +代码 +说明$/m);
    expect(ended.err)
      .to.match(/^2 +数量 +NOT_A_DECIMAL +not a number$/m)
      .and.include('另有 20 处')
      .and.include('r7');
  });
});
