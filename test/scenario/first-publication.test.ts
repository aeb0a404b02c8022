// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Client } from '@chainshare/client';
import { RunningNetwork } from './support/running-network.js';
import { publishStock, received, stock, stockOf, until } from './support/stock.js';

describe('first publication', function () {
  this.timeout(90_000);

  let network: RunningNetwork;
  let xinghe: Client;
  let qiming: Client;
  let yuanlan: Client;

  before(async () => {
    network = await RunningNetwork.start('Xinghe', 'Qiming', 'Yuanlan');
    await connectAll();
  });

  after(async () => {
    await network.remove();
  });

  async function connectAll(): Promise<void> {
    [xinghe, qiming, yuanlan] = await Promise.all([
      network.as('Xinghe'),
      network.as('Qiming'),
      network.as('Yuanlan'),
    ]);
  }

  const publish = (asOf: string) => publishStock(xinghe, asOf);

  it('knows every member, with a key, as soon as it has started', async () => {
    for (const client of [xinghe, qiming, yuanlan]) {
      const members = await until(async () => {
        const list = [];
        for await (const member of client.directory.members()) list.push(member);
        return list.length === 3 ? list : undefined;
      });
      expect(members.map(({ id }) => id)).to.deep.equal(['Qiming', 'Xinghe', 'Yuanlan']);
    }
  });

  it('reaches the customer it names, and nobody else', async () => {
    const id = await publish('2026-11-25T08:00:00+08:00');
    const record = await received(qiming, id);
    expect(record).to.include({ publisher: 'Xinghe', kind: 'inventory', proof: 'ledger', via: null });
    expect(record.values).to.include({
      product: 'XH-CELL-280',
      quantity: '1200',
      asOf: '2026-11-25T08:00:00+08:00',
    });
    expect(record.values).not.to.have.property('owner');
    expect(record.withheld).to.deep.equal([{ scope: 'commercial', reason: 'policy' }]);
    expect(await stockOf(yuanlan)).to.deep.equal([]);
  });

  it('shows its publisher everything at once', async () => {
    const id = await publish('2026-11-25T09:00:00+08:00');
    const { data } = await xinghe.get<'inventory'>(id);
    expect(data.values).to.include({ ...stock, asOf: '2026-11-25T09:00:00+08:00' });
    expect(data.withheld).to.deep.equal([]);
  });

  it('can be proven without trusting anybody’s gateway', async () => {
    const id = await publish('2026-11-25T10:00:00+08:00');
    await received(qiming, id);
    const verified = await qiming.verify(id);
    expect(verified).to.include({ publisher: 'Xinghe' });
    expect(await qiming.verify(await qiming.proof(id, 2))).to.include({ publisher: 'Xinghe' });
  });

  it('tells the customer as soon as it has arrived', async () => {
    const stop = new AbortController();
    const changes = qiming.changes({ signal: stop.signal });
    const first = changes.next();
    const id = await publish('2026-11-25T11:00:00+08:00');
    const change = await first;
    stop.abort();
    expect(change.value).to.have.property('type', 'record.received');
    expect(change.value).to.have.nested.property('data.id', id);
  });

  it('is not there for who was not granted it', async () => {
    const id = await publish('2026-11-25T12:00:00+08:00');
    const refused = await yuanlan.get(id).catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'RECORD_NOT_FOUND');
  });

  it('publishes once, however often the call is repeated', async () => {
    const options = { idempotencyKey: 'week-48' };
    const row = { ...stock, asOf: '2026-11-25T13:00:00+08:00' };
    const [first, second] = [
      await xinghe.publish('inventory', [row], options),
      await xinghe.publish('inventory', [row], options),
    ];
    expect(second.publications).to.deep.equal(first.publications);
  });

  it('reaches a customer whose peer was down when it was published', async () => {
    await network.stopPeer('Qiming');
    const id = await publish('2026-11-25T14:00:00+08:00');
    await network.startPeer('Qiming');
    await received(qiming, id);
  });

  it('survives a restart of the whole network', async () => {
    const id = await publish('2026-11-25T15:00:00+08:00');
    const before = await received(qiming, id);
    await network.stop();
    await network.start();
    await connectAll();
    expect((await qiming.get<'inventory'>(id)).data).to.deep.equal(before);
    const next = await publish('2026-11-25T16:00:00+08:00');
    await received(qiming, next);
  });
});
