// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { PublicationSummary, PublishResult, Received } from '@chainshare/client';
import type { WireAnswer } from '../support/openapi-conformance.js';
import { footprintOf } from './support/footprint.js';
import { RunningNetwork } from './support/running-network.js';
import { until } from './support/stock.js';

const ROWS = 1_000;

/** What each customer of Xinqiao receives of its rows beside the identity; Xinghe has no rule of its own. */
const CUSTOMERS: Readonly<Record<string, readonly string[]>> = {
  Xinghe: ['quantity'],
  Qiming: [],
  Yuanlan: ['quantity', 'commercial'],
  Hechuan: ['evidence'],
  Guyu: ['quantity', 'commercial', 'evidence'],
  Huazheng: ['commercial'],
};
const customers = Object.keys(CUSTOMERS);

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  quantity: ['quantity', 'unit'],
  commercial: ['owner'],
  evidence: ['method'],
};

type Row = Readonly<Record<string, string>>;

/** The list as of one time; no two customers have equally many rows. */
function stockList(asOf: string): readonly Row[] {
  return Array.from({ length: ROWS }, (_, i) => ({
    product: `XQ-TAG-${i}`,
    location: `WH${i % 4}`,
    customer: customers[Math.floor(Math.sqrt(i * 0.036))] ?? '',
    direction: 'outbound',
    asOf,
    quantity: String(i * 10 + 1),
    unit: 'H87',
    owner: `XQ-${i % 3}`,
    method: 'book',
  }));
}

/** The header is line 1, so row 0 stands on line 2. */
function csvOf(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.join(','))
    .join('\n');
}

function withFaults(rows: readonly Row[]): readonly Row[] {
  const faulty: Readonly<Record<number, Row>> = {
    100: { quantity: 'many' },
    500: { direction: 'sideways' },
    900: { customer: 'Nobody' },
  };
  return rows.map((row, i) => ({ ...row, ...faulty[i + 2] }));
}

/** Rows and receivers of every publication, without what only the ledger can say. */
const plannedIn = ({ json }: WireAnswer): readonly PublicationSummary[] =>
  (json as unknown as PublishResult).publications.map(({ records, audience }) => ({
    records: records.map((record) => ({ row: record.row ?? 0 })),
    audience,
  }));

describe('a list of stock for six customers', function () {
  this.timeout(120_000);

  let network: RunningNetwork;
  let told: WireAnswer;

  const monday = stockList('2026-11-23T08:00:00+08:00');
  const tuesday = stockList('2026-11-24T08:00:00+08:00');
  const FAULTS = [
    { row: 100, column: 'quantity', pointer: '/quantity', code: 'MALFORMED' },
    { row: 500, column: 'direction', pointer: '/direction', code: 'NOT_ALLOWED' },
    { row: 900, column: 'customer', pointer: '/customer', code: 'UNKNOWN_PARTY' },
  ];

  const publish = (rows: readonly Row[], query = ''): Promise<WireAnswer> => {
    const headers = { 'content-type': 'text/csv' };
    return network.doors.publish('Xinqiao', `?kind=inventory${query}`, { body: csvOf(rows), headers });
  };

  const faultsIn = ({ json }: WireAnswer): unknown =>
    (json as unknown as PublishResult).errors.map(({ row, column, pointer, code }) => ({
      row,
      column,
      pointer,
      code,
    }));

  before(async () => {
    network = await RunningNetwork.start('Xinqiao', ...customers);
    const xinqiao = await network.as('Xinqiao');
    for (const [customer, sections] of Object.entries(CUSTOMERS)) {
      if (customer === 'Xinghe') continue;
      await xinqiao.policies.create({
        name: `stock for ${customer}`,
        kinds: ['inventory'],
        where: { customer: [customer] },
        to: { named: true },
        sections: ['identity', ...sections] as ('identity' | 'quantity')[],
      });
    }
  });

  after(async () => {
    await network.remove();
  });

  /** All that a customer holds as of one time. */
  async function heldBy(customer: string, rows: readonly Row[]): Promise<readonly Received<'inventory'>[]> {
    const client = await network.as(customer);
    const wanted = rows.filter((row) => row['customer'] === customer).length;
    return until(async () => {
      const records: Received<'inventory'>[] = [];
      for await (const record of client.query('inventory', { versions: 'all', limit: 1_000 })) {
        if (record.values.asOf === rows[0]?.['asOf']) records.push(record);
      }
      return records.length >= wanted ? records : undefined;
    });
  }

  async function assertHeld(customer: string, rows: readonly Row[]): Promise<void> {
    const sections = CUSTOMERS[customer] ?? [];
    const opened = sections.flatMap((section) => FIELDS[section] ?? []);
    const identity = ['product', 'location', 'customer', 'direction', 'asOf'];
    const expected = rows
      .filter((row) => row['customer'] === customer)
      .map((row) => Object.fromEntries([...identity, ...opened].map((field) => [field, row[field]])));
    const records = await heldBy(customer, rows);
    const shown = records.map(({ values: { availability, blocked, ...values } }) => {
      expect([availability, blocked]).to.deep.equal(['in-stock', false]);
      return values;
    });
    expect(shown, customer).to.have.deep.members(expected);
    const closed = Object.keys(FIELDS).filter((section) => !sections.includes(section));
    const withheld = closed.map((scope) => ({ scope, reason: 'policy' }));
    for (const record of records) expect(record.withheld, customer).to.deep.equal(withheld);
  }

  it('is tried first: who would receive what is told, and nothing happens', async () => {
    const before = await footprintOf(network, 'Xinqiao');
    told = await publish(monday, '&dryRun=true');
    expect(told.status, told.text).to.equal(200);
    expect(told.json).to.deep.include({ accepted: ROWS, rejected: 0 });
    const { warnings } = told.json as unknown as PublishResult;
    expect(new Set(warnings.map(({ code }) => code))).to.deep.equal(new Set(['UNKNOWN_CODE']));
    expect(await footprintOf(network, 'Xinqiao')).to.deep.equal(before);
  });

  it('is published as was told, in one transaction', async () => {
    const published = await publish(monday);
    expect(published.status, published.text).to.equal(201);
    expect(plannedIn(published)).to.deep.equal(plannedIn(told));
    const { publications } = published.json as unknown as PublishResult;
    expect(publications).to.have.length(customers.length);
    expect(new Set(publications.map(({ transactionId }) => transactionId))).to.have.property('size', 1);
    const audiences = publications.map(({ audience }) => audience.map(({ enterprise }) => enterprise));
    expect(audiences.flat()).to.have.members(customers);
  });

  it('reaches each customer with its own rows and sections, and no others', async () => {
    for (const customer of customers) await assertHeld(customer, monday);
  });

  it('is refused as a whole for three bad rows, each with its row, column and code', async () => {
    const before = await footprintOf(network, 'Xinqiao');
    const refused = await publish(withFaults(tuesday));
    expect(refused.status).to.equal(400);
    expect(refused.json).to.include({ code: 'INVALID_REQUEST', errorCount: 3 });
    expect(faultsIn(refused)).to.deep.equal(FAULTS);
    expect(await footprintOf(network, 'Xinqiao')).to.deep.equal(before);
  });

  it('goes without its bad rows when told to proceed, as a trial has said', async () => {
    const rows = withFaults(tuesday);
    const trial = await publish(rows, '&onError=proceed&dryRun=true');
    const published = await publish(rows, '&onError=proceed');
    expect([trial.status, published.status]).to.deep.equal([200, 201]);
    expect(plannedIn(published)).to.deep.equal(plannedIn(trial));
    for (const answer of [trial, published]) {
      expect(answer.json).to.include({ accepted: ROWS - 3, rejected: 3 });
      expect(faultsIn(answer)).to.deep.equal(FAULTS);
    }
    const good = tuesday.filter((_, i) => !FAULTS.some(({ row }) => row === i + 2));
    for (const customer of customers) await assertHeld(customer, good);
  });
});
