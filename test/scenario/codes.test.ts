// SPDX-License-Identifier: Apache-2.0
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import {
  RequestError,
  type Fault,
  type Published,
  type PublishResult,
  type Received,
} from '@chainshare/client';
import { ITEM_STOCK } from '@chainshare/gateway/internal/standards/catena-x/item-stock.js';
import { mediaTypeOf } from '@chainshare/gateway/internal/standards/shape.js';
import { chainshare, type Ended } from '../support/command.js';
import { RunningNetwork } from './support/running-network.js';
import { until } from './support/stock.js';

const GTIN = 'https://id.gs1.org/01/09520006000015';

const product = (changes: Partial<Published<'product'>>): Published<'product'> => ({
  product: 'TAG-01',
  names: { zh: '标签', en: 'Tag' },
  validFrom: '2026-11-01',
  baseUnit: 'H87',
  ...changes,
});

/** Xinqiao's tags: what they are called by all, and what its two customers call them. */
const PRODUCTS = [
  product({ aliases: [{ scheme: 'gtin', code: '9520006000015' }] }),
  product({ customer: 'Xinghe', customerPart: '4711' }),
  product({ product: 'TAG-02', customer: 'Xinghe', customerPart: 'P-2' }),
  product({ product: 'TAG-03', customer: 'Qiming', customerPart: 'P-2' }),
];

const WAREHOUSE: Published<'location'> = {
  location: 'WH1',
  names: { zh: '深圳仓' },
  type: 'warehouse',
  country: 'CN',
  aliases: [{ scheme: 'gln', code: '9520006000008' }],
  validFrom: '2026-11-01',
};

const HEADER = 'product,location,customer,lot,direction,asOf,quantity,unit';

/** One row a product, each of a lot of its own. */
function sheet(rows: readonly (readonly [product: string, customer?: string, location?: string])[]): string {
  const lines = rows.map(
    ([code, customer = 'Xinghe', location = 'WH1'], i) =>
      `${code},${location},${customer},L${i + 1},outbound,2026-11-23T08:00:00+08:00,${i + 1},H87`,
  );
  return [HEADER, ...lines, ''].join('\n');
}

describe('the codes of enterprises', function () {
  this.timeout(120_000);

  let network: RunningNetwork;

  const command = (...args: readonly string[]): Promise<Ended> =>
    chainshare(['--as', 'Xinqiao', ...args], {
      cwd: network.dataDir,
      env: { CHAINSHARE_NETWORK: 'network.json' },
    });

  const publish = async (text: string, ...flags: readonly string[]): Promise<Ended> => {
    await writeFile(path.join(network.dataDir, 'stock.csv'), text);
    return command('publish', 'inventory', 'stock.csv', ...flags);
  };

  /** Lots of the stock that one enterprise finds at its own gateway. */
  const found = async (enterprise: string, query: string): Promise<readonly unknown[]> => {
    const { status, json, text } = await network.doors.ask(
      enterprise,
      `GET /v1/records?versions=all&${query}`,
    );
    expect(status, text).to.equal(200);
    const { data } = json as unknown as { readonly data: readonly Received[] };
    return data.flatMap(({ kind, values }) => (kind === 'inventory' ? [values['lot']] : [])).sort();
  };
  const bySubject = (enterprise: string, name: string) =>
    found(enterprise, `subject=${encodeURIComponent(name)}`);
  const byField = (enterprise: string, name: string, field = 'product') =>
    found(enterprise, `kind=inventory&${field}=${encodeURIComponent(name)}`);

  before(async () => {
    network = await RunningNetwork.start('Xinqiao', 'Xinghe', 'Qiming');
    const xinqiao = await network.as('Xinqiao');
    await xinqiao.policies.create({
      name: 'what we sell',
      kinds: ['product', 'location'],
      to: { enterprises: ['Xinghe', 'Qiming'] },
    });
    await xinqiao.publish('product', PRODUCTS);
    await xinqiao.publish('location', [WAREHOUSE]);
  });

  after(async () => {
    await network.remove();
  });

  it('stand side by side in one file: GTIN, own code and the one of the customer', async () => {
    const ended = await publish(
      sheet([['TAG-01'], ['(01)09520006000015'], ['4711'], ['P-2'], ['P-2', 'Qiming']]),
    );
    expect(ended.code, ended.err).to.equal(0);
    expect(ended.err).to.not.include('UNKNOWN_CODE');
    const xinqiao = await network.as('Xinqiao');
    const products: Record<string, string> = {};
    for await (const { values } of xinqiao.query('inventory')) products[values.lot ?? ''] = values.product;
    expect(products).to.deep.equal({ L1: 'TAG-01', L2: GTIN, L3: 'TAG-01', L4: 'TAG-02', L5: 'TAG-03' });
  });

  it('find the same records by every name, at the publisher and at the customer', async () => {
    await until(async () => ((await byField('Xinghe', GTIN)).length === 3 ? true : undefined));
    const names = [
      ...[GTIN, '(01)09520006000015', 'urn:epc:idpat:sgtin:9520006.000001.*'],
      ...['urn:chainshare:Xinqiao:part:TAG-01', 'urn:chainshare:Xinghe:part:4711'],
    ];
    for (const enterprise of ['Xinqiao', 'Xinghe']) {
      for (const name of [...names, 'TAG-01', '4711']) {
        expect(await byField(enterprise, name), `${enterprise} ${name}`).to.deep.equal(['L1', 'L2', 'L3']);
      }
      for (const name of [...names, enterprise === 'Xinqiao' ? 'TAG-01' : '4711']) {
        expect(await bySubject(enterprise, name), `${enterprise} ${name}`).to.deep.equal(['L1', 'L2', 'L3']);
      }
      expect(await byField(enterprise, '(414)9520006000008', 'location')).to.include.members(['L1', 'L4']);
      expect(await bySubject(enterprise, '09520006000015')).to.deep.equal([]);
    }
    const xinghe = await network.as('Xinghe');
    const listed: string[] = [];
    for await (const { values } of xinghe.query('inventory', { product: '4711' }))
      listed.push(values.lot ?? '');
    expect(listed.sort()).to.deep.equal(['L1', 'L2', 'L3']);
  });

  it('are told to nobody but their customer', async () => {
    await until(async () => ((await byField('Qiming', 'P-2')).length === 1 ? true : undefined));
    expect(await byField('Qiming', 'P-2')).to.deep.equal(['L5']);
    expect(await bySubject('Qiming', 'P-2')).to.deep.equal(['L5']);
    expect(await bySubject('Qiming', 'urn:chainshare:Xinghe:part:P-2')).to.deep.equal([]);
    expect(await bySubject('Xinghe', 'P-2')).to.deep.equal(['L4']);
  });

  it('are refused where they mean two things, and taken with a warning where they mean one', async () => {
    const refused = await publish(sheet([['P-2', '']]));
    expect(refused.code).to.equal(1);
    expect(refused.err).to.match(/2 +product +AMBIGUOUS_CODE +P-2 .*TAG-02, TAG-03/);
    const guessed = await publish(sheet([['4711', 'Qiming']]), '--dry-run');
    expect(guessed.code, guessed.err).to.equal(0);
    expect(guessed.err).to.match(/2 +product +CODE_OF_CUSTOMER +taken for TAG-01/);
  });

  it('become known by the record that the warning brings, as it is', async () => {
    const xinqiao = await network.as('Xinqiao');
    const row = (asOf: string) => ({
      ...{ product: 'TAG-07', location: 'WH7', direction: 'outbound' as const, asOf },
      ...{ quantity: '7', unit: 'H87', customer: 'Xinghe' },
    });
    const { warnings } = await xinqiao.publish('inventory', [row('2026-11-23T08:00:00Z')]);
    expect(warnings.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
      '/records/0/product UNKNOWN_CODE',
      '/records/0/location UNKNOWN_CODE',
    ]);
    for (const { fix } of warnings) {
      await xinqiao.publish<string>(fix?.kind ?? '', [fix?.record ?? {}]);
    }
    const again = await xinqiao.publish('inventory', [row('2026-11-23T09:00:00Z')]);
    expect(again.warnings).to.deep.equal([]);
  });

  it('become known in the same call where it says so', async () => {
    const file = sheet([
      ['TAG-08', 'Xinghe', 'WH8'],
      ['TAG-09', 'Xinghe', 'WH8'],
    ]);
    const warned = await publish(file, '--dry-run');
    expect(warned.err)
      .to.match(/2 +product +UNKNOWN_CODE/)
      .and.include('--add-unknown');
    const told = await publish(file, '--dry-run', '--add-unknown');
    expect(told.out).to.include('Would add 3 products and locations');
    expect(told.err).to.not.include('UNKNOWN_CODE');
    const ended = await publish(file, '--add-unknown', '--json');
    expect(ended.code, ended.err).to.equal(0);
    const { accepted, added, warnings, publications } = JSON.parse(ended.out) as PublishResult;
    expect([accepted, added, warnings]).to.deep.equal([2, 3, []]);
    const codes = publications.flatMap(({ records }) => records.flatMap(({ adds }) => adds?.code ?? []));
    expect(codes).to.have.members(['TAG-08', 'TAG-09', 'WH8']);
    const xinqiao = await network.as('Xinqiao');
    const rows = [{ product: 'TAG-10', location: 'WH8', direction: 'outbound' as const }];
    const stock = rows.map((row) => ({ ...row, asOf: '2026-11-23T08:00:00Z', quantity: '1', unit: 'H87' }));
    expect((await xinqiao.publish('inventory', stock, { addUnknown: true })).added).to.equal(1);
    const shown = await command('query', 'product', 'product=TAG-08');
    expect(shown.out).to.include('TAG-08');
  });

  it('must be known where the enterprise wants that', async () => {
    const set = await command('settings', 'set', '--codes', 'known');
    expect(set.code, set.err).to.equal(0);
    const refused = await publish(sheet([['TAG-01'], ['TAG-99'], [GTIN]]));
    expect(refused.code).to.equal(1);
    expect(refused.err).to.match(/3 +product +UNKNOWN_CODE/);
    const xinqiao = await network.as('Xinqiao');
    const rows = [{ product: 'TAG-98', location: 'WH1', direction: 'outbound' as const }];
    const stock = rows.map((row) => ({ ...row, asOf: '2026-11-24T08:00:00Z', quantity: '1', unit: 'H87' }));
    const errors = await xinqiao.publish('inventory', stock).then(
      (): readonly Fault[] => [],
      (error: unknown) => (error instanceof RequestError ? error.errors : []),
    );
    expect(errors.map(({ code, fix }) => [code, fix?.record['product']])).to.deep.equal([
      ['UNKNOWN_CODE', 'TAG-98'],
    ]);
    expect((await xinqiao.publish('inventory', stock, { addUnknown: true })).added).to.equal(1);
    const { settings } = await xinqiao.settings.change({ codes: 'any' });
    expect(settings).to.deep.equal({ timeZone: 'Asia/Shanghai', codes: 'any' });
    expect(JSON.parse((await command('settings', '--json')).out)).to.deep.equal(settings);
    expect((await command('settings', 'set')).code).to.equal(2);
  });

  it('are those of Catena-X in its documents, where product and location records state them', async () => {
    const cx = 'urn:uuid:580d3adf-1981-44a0-a214-13d6ceed9379';
    const [bpns, bpna] = ['BPNS00000003B6LU', 'BPNA00000003B6LU'];
    const xinqiao = await network.as('Xinqiao');
    await xinqiao.publish('product', [product({ product: 'TAG-20', aliases: [{ scheme: 'cx', code: cx }] })]);
    const aliases = [
      { scheme: 'bpns', code: bpns },
      { scheme: 'bpna', code: bpna },
    ] as const;
    await xinqiao.publish('location', [{ ...WAREHOUSE, location: 'WH20', aliases: [...aliases] }]);
    const row = { product: 'TAG-20', location: 'WH20', customer: 'Xinghe', direction: 'outbound' as const };
    const stock = { ...row, asOf: '2026-11-24T08:00:00Z', quantity: '20', unit: 'H87' };
    expect((await xinqiao.publish('inventory', [stock])).warnings).to.deep.equal([]);
    const headers = { accept: mediaTypeOf(ITEM_STOCK) };
    for (const enterprise of ['Xinqiao', 'Xinghe']) {
      const { json } = await until(async () => {
        const answer = await network.doors.ask(enterprise, `GET /v1/records?product=${cx}`, { headers });
        return answer.status === 200 && answer.text !== '' ? answer : undefined;
      });
      expect(json, enterprise).to.have.property('materialGlobalAssetId', cx);
      const place = 'positions[0].allocatedStocks[0]';
      expect(json).to.have.nested.property(`${place}.stockLocationBPNS`, bpns);
      expect(json).to.have.nested.property(`${place}.stockLocationBPNA`, bpna);
    }
  });

  it('find the same after the projections were lost', async () => {
    const answers = async () => [
      await byField('Xinghe', '4711'),
      await bySubject('Xinghe', GTIN),
      await bySubject('Qiming', 'P-2'),
      await byField('Xinqiao', 'TAG-01'),
    ];
    const before = await answers();
    await network.stop();
    for (const enterprise of ['Xinqiao', 'Xinghe', 'Qiming']) {
      for (const suffix of ['', '-wal', '-shm']) {
        await rm(path.join(network.gatewayDir(enterprise), `projection.db${suffix}`), { force: true });
      }
    }
    await network.start();
    const again = await until(async () => {
      const lists = await answers();
      return JSON.stringify(lists) === JSON.stringify(before) ? lists : undefined;
    });
    expect(again).to.deep.equal(before);
    expect(before.map(({ length }) => length)).to.deep.equal([3, 3, 1, 3]);
  });
});
