// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { PublishResult, Received } from '@chainshare/client';
import { chainshare, type Ended } from '../support/command.js';
import { RunningNetwork } from './support/running-network.js';
import { until } from './support/stock.js';
import { fileOf, SHEET_FORMS, TAGS, week, WEEK_ROWS, type Line } from './support/weeks.js';

for (const form of SHEET_FORMS) {
  describe(`the file of a week as ${form.name}`, function () {
    this.timeout(120_000);

    let network: RunningNetwork;

    const file = (name: string): string => `${name}.${form.extension}`;

    const monday = week(100);
    /** A week later: other quantities, and five rows of Shenzhen are gone. */
    const gone = ['标签-05', '标签-06', 'XQ-0', 'XQ-2', 'XQ-4'];
    const nextMonday = week(200).filter(({ product }) => !gone.includes(product));

    const command = (...args: readonly string[]): Promise<Ended> =>
      chainshare(args, { cwd: network.dataDir, env: { CHAINSHARE_NETWORK: 'network.json' } });

    const publish = async (name: string, ...flags: readonly string[]): Promise<PublishResult> => {
      const ended = await command('--as', 'Xinqiao', '--json', 'publish', 'inventory', name, ...flags);
      expect(ended.code, ended.err).to.equal(0);
      return JSON.parse(ended.out) as PublishResult;
    };

    const write = (name: string, bytes: Uint8Array): Promise<void> =>
      writeFile(path.join(network.dataDir, name), bytes);

    /** What an enterprise sees as current of the demonstration's tags and of what went away. */
    async function seenBy(enterprise: string): Promise<readonly Received<'inventory'>[]> {
      const client = await network.as(enterprise);
      const records: Received<'inventory'>[] = [];
      for await (const record of client.query('inventory', { publisher: ['Xinqiao'], limit: 1_000 })) {
        records.push(record);
      }
      return records;
    }

    /** Product, customer, quantity, availability of what an enterprise sees, once all of a date has come. */
    async function viewOf(enterprise: string, date: string, count: number): Promise<readonly string[]> {
      const records = await until(async () => {
        const seen = await seenBy(enterprise);
        return seen.filter(({ values }) => values.asOf.startsWith(date)).length >= count ? seen : undefined;
      }, 30);
      return records
        .map(({ values: { product, customer = '', quantity = '?', availability = '' } }) =>
          [product, customer, quantity, availability].join(' '),
        )
        .sort();
    }

    before(async () => {
      network = await RunningNetwork.start('Xinqiao', 'Xinghe', 'Qiming', 'Guyu');
      const xinqiao = await network.as('Xinqiao');
      const where = { product: TAGS };
      await xinqiao.policies.create({
        ...{ name: 'Xinghe: exact', kinds: ['inventory'], where, to: { enterprises: ['Xinghe'] } },
        sections: ['identity', 'quantity'],
      });
      await xinqiao.policies.create({
        ...{ name: 'Qiming: availability', kinds: ['inventory'], where, to: { enterprises: ['Qiming'] } },
        sections: ['identity'],
      });
      await write(file('week-1'), fileOf(form, monday, '2026年11月16日 上午8:00'));
      await write(file('week-2'), fileOf(form, nextMonday, '2026/11/23 8:00'));
    });

    after(async () => {
      await network.remove();
    });

    it('is published as a trial has said, to the same enterprises', async () => {
      const told = await publish(file('week-1'), '--dry-run', '--snapshot', 'location');
      const done = await publish(file('week-1'), '--snapshot', 'location');
      expect([told.state, done.state]).to.deep.equal(['dry-run', 'published']);
      expect([done.accepted, done.rejected, done.zeroed]).to.deep.equal([WEEK_ROWS, 0, 0]);
      expect(planned(done)).to.deep.equal(planned(told));
      expect(
        done.publications.flatMap(({ audience }) => audience.map(({ enterprise }) => enterprise)),
      ).to.include.members(['Guyu', 'Qiming', 'Xinghe']);
    });

    it('gives three customers three views: exact, availability only, only the allocated row', async () => {
      const exact = TAGS.map((tag, i) => `${tag}  ${(i + 1) * 100} in-stock`);
      expect(await viewOf('Xinghe', '2026-11-16', TAGS.length)).to.deep.equal(exact);
      const coarse = TAGS.map((tag) => `${tag}  ? in-stock`);
      expect(await viewOf('Qiming', '2026-11-16', TAGS.length)).to.deep.equal(coarse);
      expect(await viewOf('Guyu', '2026-11-16', 1)).to.deep.equal(['标签-01 Guyu 100 in-stock']);
    });

    it('makes 0 of five rows that the next one lacks, as a trial has said, and of no others', async () => {
      const told = await publish(file('week-2'), '--dry-run', '--snapshot', 'location');
      const done = await publish(file('week-2'), '--snapshot', 'location');
      expect([told.zeroed, done.zeroed, done.accepted]).to.deep.equal([5, 5, WEEK_ROWS - 5]);
      expect(planned(done)).to.deep.equal(planned(told));
      const own = await seenBy('Xinqiao');
      const zeros = own.filter(({ values }) => values.quantity === '0');
      expect(own).to.have.length(WEEK_ROWS);
      expect(zeros.map(({ values }) => values.product)).to.have.members(gone);
      for (const { values } of zeros) {
        expect(values).to.include({ asOf: '2026-11-23T08:00:00+08:00', availability: 'out', unit: 'H87' });
      }
    });

    it('shows the zeros to whom the rows had been shown, each in his sections', async () => {
      const exact = TAGS.map((tag, i) =>
        gone.includes(tag) ? `${tag}  0 out` : `${tag}  ${(i + 1) * 200} in-stock`,
      );
      expect(await viewOf('Xinghe', '2026-11-23', TAGS.length)).to.deep.equal(exact);
      const coarse = TAGS.map((tag) => `${tag}  ? ${gone.includes(tag) ? 'out' : 'in-stock'}`);
      expect(await viewOf('Qiming', '2026-11-23', TAGS.length)).to.deep.equal(coarse);
      expect(await viewOf('Guyu', '2026-11-23', 1)).to.deep.equal(['标签-01 Guyu 200 in-stock']);
    });

    it('changes nothing of what is current when an old one comes late', async () => {
      const before = await seenBy('Xinqiao');
      await write(file('late'), fileOf(form, week(1), '2026年11月9日'));
      const late = await publish(file('late'), '--snapshot', 'location');
      expect([late.accepted, late.zeroed]).to.deep.equal([WEEK_ROWS, 0]);
      const ids = (records: readonly Received<'inventory'>[]) => records.map(({ id }) => id).sort();
      expect(ids(await seenBy('Xinqiao'))).to.deep.equal(ids(before));
    });

    it('with three bad rows of a thousand lists exactly those, and nothing is published', async () => {
      const bad: Readonly<Record<number, Partial<Line>>> = {
        100: { quantity: '1.2万' },
        500: { customer: '某公司' },
        999: { product: '' },
      };
      const lines = week(300).map((line, i) => ({ ...line, ...bad[i + 2] }));
      await write(file('bad'), fileOf(form, lines, '2026/11/24'));
      const ended = await command(
        '--as',
        'Xinqiao',
        '--json',
        'publish',
        'inventory',
        file('bad'),
        '--snapshot',
        '*',
      );
      expect(ended.code).to.equal(1);
      const answer = await network.doors.publish('Xinqiao', '?kind=inventory&snapshot=*', {
        body: new Uint8Array(fileOf(form, lines, '2026/11/24')),
        headers: { 'content-type': form.contentType },
      });
      expect(answer.json).to.include({ code: 'INVALID_REQUEST', errorCount: 3 });
      const faults = answer.json['errors'] as readonly Readonly<Record<string, unknown>>[];
      expect(faults.map(({ row, column, code }) => [row, column, code])).to.deep.equal([
        [100, '数量', 'MALFORMED'],
        [500, '客户', 'UNKNOWN_PARTY'],
        [999, '物料', 'REQUIRED'],
      ]);
      expect(await seenBy('Xinqiao')).to.have.length(WEEK_ROWS);
    });
  });
}

/** Rows, zeros and receivers of every publication, without what only the ledger can say. */
function planned({ publications }: PublishResult): unknown {
  return publications.map(({ records, audience }) => ({
    records: records.map(({ row, zeroes }) => ({ row, zeroes })),
    audience,
  }));
}
