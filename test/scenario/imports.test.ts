// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Change, Client, ImportState } from '@chainshare/client';
import { readEvents } from './support/event-stream.js';
import { footprintOf } from './support/footprint.js';
import { RunningNetwork } from './support/running-network.js';
import { until } from './support/stock.js';

/** More than one transaction takes. */
const ROWS = 9_000;

/** Some seconds on an idle machine. */
const SECONDS_MAX = 60;

const header = 'product,location,customer,direction,asOf,quantity,unit';

function sheet(location: string, quantityOf: (row: number) => string): string {
  const lines = Array.from({ length: ROWS }, (_, i) =>
    [`XH-ROW-${i}`, location, 'Qiming', 'outbound', '2026-11-25T13:00:00Z', quantityOf(i), 'H87'].join(','),
  );
  return [header, ...lines].join('\n');
}

describe('a file above what one transaction takes', function () {
  this.timeout(120_000);

  let network: RunningNetwork;
  let qiming: Client;
  let place: string;

  const body = sheet('WH1', String);

  const publish = (file: string, key: string, query = '') => {
    const headers = { 'content-type': 'text/csv', prefer: 'wait=0', 'idempotency-key': key };
    return network.doors.publish('Xinghe', `?kind=inventory${query}`, { body: file, headers });
  };

  const stateOf = async (): Promise<ImportState> => {
    const { status, json } = await network.doors.ask('Xinghe', `GET ${place}`);
    expect(status).to.equal(200);
    return json as unknown as ImportState;
  };

  before(async () => {
    network = await RunningNetwork.start('Xinghe', 'Qiming');
    qiming = await network.as('Qiming');
  });

  afterEach(() => {
    network.doors.assertConforming();
  });

  after(async () => {
    await network.remove();
  });

  it('is refused as a whole for its bad rows, before anything of it is published', async () => {
    const before = await footprintOf(network, 'Xinghe');
    const refused = await publish(
      sheet('WH0', (i) => (i % 3 === 0 ? 'x' : '1')),
      'bad',
    );
    expect(refused.status).to.equal(400);
    expect(refused.json).to.include({ code: 'INVALID_REQUEST', errorCount: ROWS / 3 });
    expect(refused.json['errors']).to.have.length(1_000);
    expect(await footprintOf(network, 'Xinghe')).to.deep.equal(before);
  });

  it('is taken with 202 and goes on, telling how far it has come', async () => {
    const started = await publish(body, 'big');
    expect(started.status, started.text).to.equal(202);
    place = String(started.headers['location']);
    const states = [started.json as unknown as ImportState];
    await until(async () => {
      const state = await stateOf();
      states.push(state);
      return state.state === 'done' ? state : undefined;
    }, SECONDS_MAX);
    expect(states[0]).to.include({ state: 'running', total: ROWS });
    const done = states.map((state) => state.done);
    expect(done).to.deep.equal([...done].sort((a, b) => a - b));
    expect(done.at(-1)).to.equal(ROWS);
  });

  it('lies on the ledger in several transactions, each row once', async () => {
    const { publications, errors } = await stateOf();
    expect(errors).to.deep.equal([]);
    expect(new Set(publications.map(({ transactionId }) => transactionId)).size).to.be.above(1);
    const rows = publications.flatMap(({ records }) => records.map(({ row }) => row));
    expect(rows).to.deep.equal(Array.from({ length: ROWS }, (_, i) => i + 2));
  });

  it('gives its final answer to who repeats the call', async () => {
    const final = await publish(body, 'big');
    expect(final.status).to.equal(201);
    expect(final.json).to.include({ accepted: ROWS, rejected: 0 });
    expect(final.json['publications']).to.deep.equal((await stateOf()).publications);
  });

  it('reaches the customer with every row', async () => {
    const quantities = await until(async () => {
      const found: number[] = [];
      for await (const { values } of qiming.query('inventory', { location: 'WH1', limit: 1_000 })) {
        found.push(Number(values.quantity));
      }
      return found.length === ROWS ? found : undefined;
    }, SECONDS_MAX);
    expect(new Set(quantities).size).to.equal(ROWS);
  });

  it('ends with an event at its publisher', async () => {
    const events = await readEvents(network.doors, 'Xinghe', { query: '?since=0', count: ROWS + 1 });
    const ended = events.filter(({ type }: Change) => type === 'import.finished');
    expect(ended.map(({ subject }) => subject)).to.deep.equal([place.split('/').at(-1)]);
  });

  it('is not known to the customer’s gateway', async () => {
    expect((await network.doors.ask('Qiming', `GET ${place}`)).status).to.equal(404);
  });
});
