// SPDX-License-Identifier: Apache-2.0
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { Client } from '@chainshare/client';
import { RunningNetwork } from './support/running-network.js';
import { publishStock, received, stock, stockOf, until } from './support/stock.js';

describe('life of a gateway', function () {
  this.timeout(90_000);

  let network: RunningNetwork;
  let xinghe: Client;
  let qiming: Client;

  before(async () => {
    network = await RunningNetwork.start('Xinghe', 'Qiming');
    await connectBoth();
  });

  after(async () => {
    await network.remove();
  });

  async function connectBoth(): Promise<void> {
    [xinghe, qiming] = await Promise.all([network.as('Xinghe'), network.as('Qiming')]);
  }

  const gatewayOf = (enterprise: string) => {
    const gateway = network.network.gateways.get(enterprise);
    if (gateway === undefined) throw new Error(`${enterprise} has no gateway`);
    return gateway;
  };

  it('publishes and reads on under a new key, and still reads what came before', async () => {
    const before = await publishStock(xinghe, '2026-11-25T08:00:00Z');
    await received(qiming, before);
    expect(await gatewayOf('Xinghe').rotateKey()).to.equal(2);
    expect(await gatewayOf('Qiming').rotateKey()).to.equal(2);
    await until(async () => {
      for await (const member of xinghe.directory.members()) {
        const { id, keys } = member as unknown as { id: string; keys: readonly { version: number }[] };
        if (id === 'Qiming' && keys.some(({ version }) => version === 2)) return true;
      }
      return undefined;
    });
    const after = await publishStock(xinghe, '2026-11-25T09:00:00Z');
    await received(qiming, after);
    expect((await qiming.get(before)).data.id).to.equal(before);
    expect(await readdir(path.join(network.gatewayDir('Xinghe'), 'keys'))).to.have.members([
      'encryption-1.json',
      'encryption-2.json',
    ]);
  });

  it('gives the same answers when the projection is built again', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({
      ...stock,
      product: `XH-CELL-${i % 7}`,
      quantity: String(i),
      asOf: `2026-11-25T10:${String(i).padStart(2, '0')}:00Z`,
    }));
    await xinghe.publish('inventory', rows);
    const last = await publishStock(xinghe, '2026-11-25T11:00:00Z', { product: 'XH-CELL-3' });
    await received(qiming, last);
    const before = [await stockOf(qiming), await stockOf(qiming, 'all'), await stockOf(xinghe, 'all')];
    await network.stop();
    for (const enterprise of ['Qiming', 'Xinghe']) {
      await rm(path.join(network.gatewayDir(enterprise), 'projection.db'));
    }
    await network.start();
    await connectBoth();
    const after = [await stockOf(qiming), await stockOf(qiming, 'all'), await stockOf(xinghe, 'all')];
    expect(after).to.deep.equal(before);
    expect(before[1]).to.have.length.above(30);
  });

  it('hides from the customer what its supplier has revoked', async () => {
    const id = await publishStock(xinghe, '2026-11-25T12:00:00Z', { lot: 'L-1' });
    await received(qiming, id);
    const [publication] = id.split('.');
    await xinghe.grants.revoke(`${publication ?? ''}:Qiming`);
    await until(async () => {
      const { data } = await qiming.get(id);
      return data.withheld.some(({ reason }) => reason === 'revoked') ? data : undefined;
    });
  });

  it('takes a file of ten thousand rows, and the customer receives them all', async () => {
    const lines = Array.from({ length: 10_000 }, (_, i) =>
      [`XH-ROW-${i}`, 'WH2', 'Qiming', 'outbound', '2026-11-25T13:00:00Z', String(i), 'H87'].join(','),
    );
    const csv = ['product,location,customer,direction,asOf,quantity,unit', ...lines].join('\n');
    const bytes = Buffer.from(csv);
    const result = await xinghe.publishFile('inventory', bytes, { contentType: 'text/csv', wait: 60 });
    expect(result).to.include({ accepted: 10_000, rejected: 0 });
    await until(async () => {
      const records = [];
      for await (const record of qiming.query('inventory', { location: 'WH2' })) records.push(record);
      return records.length === 10_000 ? records : undefined;
    });
  });
});
