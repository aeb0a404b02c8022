// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { PublishResult } from '@chainshare/client';
import { parseTrust, verify } from '@chainshare/client/verify';
import { newSeed, singleByteChanges } from '../support/changed-bytes.js';
import { chainshare, type Ended } from '../support/command.js';
import { hasOutside } from '../support/outside-data.js';
import { codeOf } from '../unit/client-sdk/support/codes.js';
import { ITEM_STOCK_FILE, ITEM_STOCK_TYPE, ITEM_STOCK_VALUES } from './support/item-stock.js';
import { RunningNetwork } from './support/running-network.js';
import { received, recordsIn } from './support/stock.js';

const CHANGES = 1_000;
/** Of these the command itself is run, which takes a process each. */
const COMMANDS = 3;

describe('the published sample of Catena-X ItemStock', function () {
  this.timeout(90_000);

  let network: RunningNetwork;
  const records = new Map<string, string>();

  const command = (...args: readonly string[]): Promise<Ended> =>
    chainshare(args, { cwd: network.dataDir, env: { CHAINSHARE_NETWORK: 'network.json' } });

  before(async function () {
    if (!hasOutside(ITEM_STOCK_FILE)) this.skip();
    network = await RunningNetwork.start('Xinqiao', 'Xinghe', 'Qiming');
  });

  after(async () => {
    if (hasOutside(ITEM_STOCK_FILE)) await network.remove();
  });

  it('is published unchanged over HTTP', async () => {
    const body = new Uint8Array(await readFile(ITEM_STOCK_FILE));
    const headers = { 'content-type': ITEM_STOCK_TYPE };
    const [id = ''] = recordsIn(await network.doors.publish('Xinqiao', '?to=Xinghe', { body, headers }));
    records.set('HTTP', id);
  });

  it('is published unchanged through the SDK', async () => {
    const xinqiao = await network.as('Xinqiao');
    const options = { to: ['Xinghe'], contentType: ITEM_STOCK_TYPE };
    const { publications } = await xinqiao.publishFile('inventory', ITEM_STOCK_FILE, options);
    records.set('SDK', publications[0]?.records[0]?.id ?? '');
  });

  it('is published unchanged by the command', async () => {
    const publish = ['publish', 'inventory', ITEM_STOCK_FILE, '--to', 'Xinghe'];
    const ended = await command('--as', 'Xinqiao', '--json', ...publish);
    expect(ended.code, ended.err).to.equal(0);
    const { publications } = JSON.parse(ended.out) as PublishResult;
    records.set('command', publications[0]?.records[0]?.id ?? '');
  });

  it('is read by Xinghe with value, unit, publisher and block', async () => {
    const xinghe = await network.as('Xinghe');
    expect([...records.keys()]).to.deep.equal(['HTTP', 'SDK', 'command']);
    for (const id of records.values()) {
      const record = await received(xinghe, id);
      expect(record.publisher).to.equal('Xinqiao');
      expect(record.block).to.be.a('number').above(0);
      const { availability, ...values } = record.values;
      expect(values).to.deep.equal(ITEM_STOCK_VALUES);
      expect(availability).to.equal('in-stock');
    }
  });

  it('is not found by Qiming, neither alone nor in a list nor with a proof', async () => {
    for (const id of records.values()) {
      for (const path of [id, `${id}/proof`, `${id}/access`]) {
        const answer = await network.doors.ask('Qiming', `GET /v1/records/${path}`);
        expect(answer.status, path).to.equal(404);
        expect(answer.json).to.include({ code: 'RECORD_NOT_FOUND' });
      }
    }
    const list = await network.doors.ask('Qiming', 'GET /v1/records?kind=inventory&versions=all');
    expect(list.json).to.deep.include({ data: [], withheld: [], pending: 0 });
  });

  it('is proven by a pack that everybody can verify when the whole network is down', async () => {
    for (const level of ['1', '2']) {
      const output = ['--output', `level-${level}.json`];
      const ended = await command(
        '--as',
        'Xinghe',
        'proof',
        records.get('HTTP') ?? '',
        '--level',
        level,
        ...output,
      );
      expect(ended.code, ended.err).to.equal(0);
    }
    await network.stop();
    for (const level of [1, 2]) {
      const ended = await command('--json', 'verify', `level-${level}.json`, '--trust', 'trust.json');
      expect(ended.code, ended.err).to.equal(0);
      const verified = JSON.parse(ended.out) as ReturnType<typeof verify>;
      expect(verified).to.include({ level, publisher: 'Xinqiao', recordId: records.get('HTTP') });
      expect(verified.values['quantity']).to.deep.include({ quantity: '20', unit: 'H87' });
    }
  });

  for (const level of [1, 2]) {
    it(`is not proven by any of ${CHANGES} packs of level ${level} with one byte changed`, async () => {
      const seed = newSeed();
      process.stdout.write(`      seed ${seed}\n`);
      const pack = await readFile(path.join(network.dataDir, `level-${level}.json`));
      const trust = parseTrust(await readFile(path.join(network.dataDir, 'trust.json'), 'utf8'));
      expect(codeOf(() => verify(pack, trust))).to.equal(undefined);
      let count = 0;
      for (const { bytes, place } of singleByteChanges(pack, CHANGES, seed)) {
        const where = `seed ${seed}, byte ${place}`;
        // Whatever the verifier throws ends the command with 4, but for a fault of the trust file.
        const code = codeOf(() => verify(bytes, trust));
        expect(code, where).to.be.a('string').not.equal('BAD_TRUST');
        if (count++ >= COMMANDS) continue;
        await writeFile(path.join(network.dataDir, 'changed.json'), bytes);
        const ended = await command('verify', 'changed.json', '--trust', 'trust.json');
        expect(ended.code, `${where}: ${ended.err}`).to.equal(4);
      }
    });
  }
});
