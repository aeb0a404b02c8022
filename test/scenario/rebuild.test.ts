// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { readEvents } from './support/event-stream.js';
import { RunningNetwork } from './support/running-network.js';
import { publishStock, received, stock } from './support/stock.js';

/** What a gateway answers about everything that its projection holds. */
const PLACES = [
  'GET /v1/records?kind=inventory',
  'GET /v1/records?kind=inventory&versions=all&limit=7',
  'GET /v1/records?kind=inventory&product=XH-CELL-3&versions=all',
  'GET /v1/records?versions=all&q=XH-CELL-5',
  'GET /v1/records?kind=inventory&from=2026-11-25T10:10:00Z&until=2026-11-25T10:20:00Z',
  'GET /v1/grants?limit=1000',
  'GET /v1/members',
  'GET /v1/status',
];

describe('a projection that is lost', function () {
  this.timeout(90_000);

  let network: RunningNetwork;
  const ids: Record<string, string> = {};

  before(async () => {
    network = await RunningNetwork.start('Xinghe', 'Qiming');
    const [xinghe, qiming] = await Promise.all([network.as('Xinghe'), network.as('Qiming')]);
    const rows = Array.from({ length: 30 }, (_, i) => ({
      ...stock,
      product: `XH-CELL-${i % 7}`,
      quantity: String(i),
      asOf: `2026-11-25T10:${String(i).padStart(2, '0')}:00Z`,
    }));
    await xinghe.publish('inventory', rows);
    ids['corrected'] = await publishStock(xinghe, '2026-11-25T11:00:00Z', { product: 'XH-CELL-3' });
    const correction = { product: 'XH-CELL-3', corrects: ids['corrected'], reason: 'counted again' };
    ids['correction'] = await publishStock(xinghe, '2026-11-25T11:00:00Z', { ...correction, quantity: '7' });
    ids['revoked'] = await publishStock(xinghe, '2026-11-25T12:00:00Z', { product: 'XH-CELL-9' });
    await received(qiming, ids['revoked']);
    await xinghe.grants.revoke(`${ids['revoked'].split('.')[0] ?? ''}:Qiming`);
    ids['last'] = await publishStock(xinghe, '2026-11-25T13:00:00Z');
    await received(qiming, ids['last']);
  });

  after(async () => {
    await network.remove();
  });

  async function answersOf(enterprise: string, events: number): Promise<Readonly<Record<string, unknown>>> {
    const records = Object.values(ids).map((id) => `GET /v1/records/${id}`);
    const proofs = [`GET /v1/records/${ids['correction'] ?? ''}/proof?level=2`];
    const answers: Record<string, unknown> = {};
    for (const place of [...PLACES, ...records, ...proofs]) {
      const { status, json } = await network.doors.ask(enterprise, place);
      answers[place] = { status, json };
    }
    answers['changes'] = await readEvents(network.doors, enterprise, { query: '?since=0', count: events });
    return answers;
  }

  it('is built again from ledger and vault, with the same answers and the same event ids', async () => {
    // 30 and 4 records; Qiming was also told of the revoked grant.
    const counts = { Xinghe: 34, Qiming: 35 };
    const before = {
      Xinghe: await answersOf('Xinghe', counts.Xinghe),
      Qiming: await answersOf('Qiming', counts.Qiming),
    };
    await network.stop();
    for (const enterprise of Object.keys(before)) {
      for (const suffix of ['', '-wal', '-shm']) {
        await rm(path.join(network.gatewayDir(enterprise), `projection.db${suffix}`), { force: true });
      }
    }
    await network.start();
    for (const [enterprise, answers] of Object.entries(before)) {
      const again = await answersOf(enterprise, counts[enterprise as keyof typeof counts]);
      for (const [place, answer] of Object.entries(answers)) {
        expect(again[place], `${enterprise} ${place}`).to.deep.equal(answer);
      }
    }
    expect(before.Qiming).to.have.nested.property(
      `GET /v1/records/${ids['revoked'] ?? ''}`.replaceAll('.', '\\.'),
    );
  });

  it('goes on as if nothing had happened', async () => {
    const [xinghe, qiming] = await Promise.all([network.as('Xinghe'), network.as('Qiming')]);
    const id = await publishStock(xinghe, '2026-11-25T14:00:00Z');
    expect((await received(qiming, id)).values).to.include({ asOf: '2026-11-25T14:00:00Z' });
    const events = await readEvents(network.doors, 'Qiming', { query: '?since=0', count: 36 });
    expect(events.at(-1)).to.include({ subject: id });
    const numbers = events.map((event) => Number(event.id.split('.')[1]));
    expect(numbers).to.deep.equal([...numbers].sort((a, b) => a - b));
  });
});
