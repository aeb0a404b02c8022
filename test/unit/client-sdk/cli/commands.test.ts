// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { CommandLine } from '../support/command-line.js';
import { BASIS, hangUp, json, problem } from '../support/http-server.js';

const ID = `${'a'.repeat(64)}.0`;

describe('the command chainshare', function () {
  this.timeout(60_000);
  const command = new CommandLine();
  before(() => command.start());
  after(() => command.stop());

  it('ends with 3 when nobody answers, and says what to do', async () => {
    command.gateway.script(hangUp);
    const ended = await command.run('--as Xinqiao get x');
    expect(ended.code).to.equal(3);
    expect(ended.err).to.include('UNREACHABLE').and.include('npm start');
    command.gateway.script(problem(503, { code: 'LEDGER_UNAVAILABLE', retryable: false }));
    expect((await command.run('--as Xinqiao get x')).code).to.equal(3);
  });

  it('ends with 1 when refused, as a program reads it', async () => {
    command.gateway.script(problem(403, { code: 'ACCESS_DENIED', detail: 'no' }));
    const ended = await command.run('--as Xinqiao --json get x');
    expect(ended.code).to.equal(1);
    expect(JSON.parse(ended.err)).to.include({ code: 'ACCESS_DENIED', status: 403 });
    expect((await command.run('--as Xinqiao get x')).err).to.include('--role');
  });

  it('ends with 2 when it is used wrongly', async () => {
    const wrong = [
      'bogus',
      'query',
      'query inventory --as Nobody',
      'query inventory',
      'query inventory product --as Xinqiao',
      'query inventory --limit 0 --as Xinqiao',
      'publish inventory stock.csv --sections price --as Xinqiao',
      'publish inventory stock.csv --wait soon --as Xinqiao',
      'publish inventory none.csv --as Xinqiao',
      'proof x --level 3 --as Xinqiao',
      '--role owner token',
      '--gateway http://127.0.0.1:1 get x',
      '--network none.json --as Xinqiao get x',
      'explain Xinghe --as Xinqiao',
    ];
    for (const line of wrong) {
      const ended = await command.run(line);
      expect(ended.code, line).to.equal(2);
      expect(ended.err, line).to.not.include('    at ');
    }
    expect((await command.run('--help')).code).to.equal(0);
  });

  it('shows records as a table whose columns are aligned for Chinese characters too', async () => {
    const record = (publisher: string, product: string): object => ({
      id: ID,
      publisher,
      publishedAt: '2026-11-23T08:00:00Z',
      values: { product, order: { orderId: '7' } },
    });
    const withheld = [{ reason: 'purged', scope: 'publication', count: 2 }];
    const data = [record('Xinqiao', '电芯\u001b[31m'), record('Xinghe', 'TAG-01')];
    command.gateway.script(json(200, { data, asOfBlock: 7, pending: 1, withheld, next: null }));
    const ended = await command.run('--as Xinqiao query inventory product=电芯 product=TAG-01 --subject a,b');
    const [head, first, second] = ended.out.split('\n');
    expect(head).to.match(/^publisher +product +order +published at +id$/);
    expect(first).to.include('电芯 [31m').and.include('{"orderId":"7"}');
    expect(second).to.include('TAG-01');
    expect(ended.err)
      .to.include('As of block 7')
      .and.include('1 publications still')
      .and.include('2 withheld (publication: purged)');
    expect(command.gateway.arrived[0]?.query.getAll('product')).to.deep.equal(['电芯', 'TAG-01']);
    expect(command.gateway.arrived[0]?.query.getAll('subject')).to.deep.equal(['a,b']);
    expect(command.gateway.arrived[0]?.headers.authorization).to.equal('Bearer viewer-Xinqiao');
    command.gateway.script(json(200, { data: [], ...BASIS, next: null }));
    expect((await command.run('--as Xinqiao query inventory')).out).to.equal('Nothing.\n');
  });

  it('shows one record, and as JSON what the gateway said', async () => {
    const answer = {
      data: {
        id: ID,
        publisher: 'Xinqiao',
        values: { product: 'TAG-01' },
        withheld: [{ scope: 'commercial', reason: 'policy' }],
      },
      ...BASIS,
    };
    command.gateway.script(json(200, answer));
    expect((await command.run(`--as Xinqiao get ${ID}`)).out)
      .to.include('TAG-01')
      .and.match(/commercial +\(policy\)/);
    expect(JSON.parse((await command.run(`--as Xinqiao --json get ${ID}`)).out)).to.deep.equal(answer);
  });

  it('moves no cursor for what another enterprise has written', async () => {
    const escape = '\u001b[2J\u009b1m\u202e';
    const data = {
      id: ID,
      publisher: 'Xinqiao',
      publishedAt: '2026-11-23T08:00:00Z',
      kind: escape,
      values: { [`a${escape}`]: `b${escape}`, list: [{ c: escape }] },
      withheld: [],
    };
    command.gateway.script(json(200, { data, ...BASIS }));
    const one = await command.run(`--as Xinqiao get ${ID}`);
    command.gateway.script(json(200, { data: [data], ...BASIS, next: null }));
    const many = await command.run('--as Xinqiao query inventory');
    for (const { code, out, err } of [one, many]) {
      expect(code, err).to.equal(0);
      expect(out).to.not.match(/[^\n\P{Cc}]|\p{Cf}/u);
    }
  });

  it('follows changes, one line each', async () => {
    const change = {
      id: '1.1',
      type: 'record.received',
      time: '2026-11-23T08:00:00Z',
      kind: 'inventory',
      data: { publisher: 'Xinqiao' },
    };
    command.gateway.script((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: ${JSON.stringify(change)}\n\n`);
    });
    const ended = await command.run('--as Xinghe changes --since 0 --kind inventory --count 1');
    expect(ended.out).to.equal('2026-11-23T08:00:00Z  record.received  inventory  Xinqiao  (1.1)\n');
    expect(JSON.parse((await command.run('--as Xinghe --json changes --count 1')).out)).to.deep.equal(change);
  });

  it('shows the enterprises, their tokens only when asked for one', async () => {
    command.gateway.script(json(200, {}));
    const { out } = await command.run('network', { env: { LANG: 'zh_CN.UTF-8' } });
    expect(out).to.include('芯桥传感 Xinqiao Sensors').and.include('运行中');
    expect((await command.run('--json network')).out).to.not.include('operator-');
    expect((await command.run('--as Xinghe token')).out).to.equal('operator-Xinghe\n');
    expect((await command.run('--role admin token', { env: { CHAINSHARE_AS: 'Xinghe' } })).out).to.equal(
      'admin-Xinghe\n',
    );
  });

  it('uses a gateway by its address, without a network file', async () => {
    command.gateway.script(json(200, { data: { id: ID, values: {}, withheld: [] }, ...BASIS }));
    const ended = await command.run(`--gateway ${command.address} get x`, {
      cwd: '..',
      env: { CHAINSHARE_TOKEN: 'mine' },
    });
    expect(ended.code, ended.err).to.equal(0);
    expect(command.gateway.arrived[0]?.headers.authorization).to.equal('Bearer mine');
  });

  it('reads and changes policies, grants, members and the rest', async () => {
    const lines: readonly [string, string, string][] = [
      ['policies', 'GET /v1/policies', 'viewer'],
      ['policies get p', 'GET /v1/policies/p', 'viewer'],
      ['policies create policy.json', 'POST /v1/policies', 'admin'],
      ['policies update p policy.json --revoke', 'PUT /v1/policies/p', 'admin'],
      ['policies remove p', 'DELETE /v1/policies/p', 'admin'],
      ['grants', 'GET /v1/grants', 'viewer'],
      ['grants list --direction given', 'GET /v1/grants', 'viewer'],
      ['grants revoke g', 'POST /v1/grants/g/revoke', 'admin'],
      ['explain Xinghe r', 'POST /v1/explain', 'viewer'],
      ['explain Xinghe --kind inventory --values policy.json', 'POST /v1/explain', 'viewer'],
      ['members', 'GET /v1/members', 'viewer'],
      ['members Xinghe', 'GET /v1/members/Xinghe', 'viewer'],
      ['access r', 'GET /v1/records/r/access', 'viewer'],
      ['access-log', 'GET /v1/access-log', 'admin'],
      ['status', 'GET /v1/status', 'viewer'],
    ];
    await command.write('policy.json', '{"name":"n"}');
    for (const [line, request, role] of lines) {
      const data = [{ id: 'x', names: { zh: '甲', en: 'A' }, roles: ['lab'], status: 'active' }];
      command.gateway.script(json(200, { data, next: null, ...BASIS }, { etag: '"1"' }));
      const ended = await command.run(`--as Xinqiao ${line}`);
      expect(ended.code, `${line}: ${ended.err}`).to.equal(0);
      const [arrived] = command.gateway.arrived;
      expect(`${arrived?.method ?? ''} ${arrived?.path ?? ''}`).to.equal(request);
      expect(arrived?.headers.authorization).to.equal(`Bearer ${role}-Xinqiao`);
    }
  });

  it('shows members of an object below one another, those within by their path', async () => {
    const status = { ledger: { reachable: true, height: 7 }, pending: 0, outbox: {}, roles: ['lab', 'bank'] };
    command.gateway.script(json(200, status));
    expect((await command.run('--as Xinqiao status')).out).to.equal(
      [
        'ledger.reachable  true',
        'ledger.height     7',
        'pending           0',
        'roles             lab, bank',
        '',
      ].join('\n'),
    );
  });
});
