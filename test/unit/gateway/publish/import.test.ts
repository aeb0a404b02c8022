// SPDX-License-Identifier: Apache-2.0
import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { Mappings } from '@chainshare/gateway/internal/intake/mappings.js';
import { XLSX_TYPE } from '@chainshare/gateway/internal/intake/media-type.js';
import { headerHash } from '@chainshare/gateway/internal/intake/sheet-reading.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { textRow, workbook } from '../../../support/workbook.js';
import { sentAnswerOf } from './answers.js';
import { allFor, valuesOf } from './opening.js';
import { fileOf, RunningPublisher } from './running-publisher.js';

const header = 'product,location,direction,asOf,quantity,unit,customer,lot,note';

/** Rows for three customers in turn, so wide that about 800 fit one transaction. */
function sheet(rows: number): string {
  const customers = ['Xinghe', 'Qiming', 'Guyu'];
  const lines = Array.from(
    { length: rows },
    (_, i) =>
      `TAG-${i},WH1,outbound,2026-11-25T08:00:00Z,${i},H87,${customers[i % 3] ?? ''},LOT-${i},${'n'.repeat(900)}`,
  );
  return [header, ...lines, ''].join('\n');
}

const rows = 2_100;

describe('an import', () => {
  let publisher: RunningPublisher;
  beforeEach(async () => {
    publisher = await RunningPublisher.start();
  });
  afterEach(async () => {
    await publisher.remove();
  });

  const lotsOf = async (id: string) =>
    (await allFor(id, publisher)).flatMap((one) => valuesOf(one, 'identity').map(({ lot }) => lot as string));

  it('publishes what is too much for one transaction in several, every row once', async () => {
    const answer = await publisher.publish(fileOf('k', sheet(rows), { waitSeconds: 60 }));
    expect(answer.status).to.equal(201);
    const sent = await sentAnswerOf(answer);
    expect(sent).to.include({ accepted: rows, rejected: 0 });
    const { publications } = sent;
    expect(new Set(publications.map(({ transactionId }) => transactionId)).size).to.be.greaterThan(1);
    const lines = publications.flatMap(({ records }) => records.map(({ row }) => row)).sort((a, b) => a - b);
    expect(lines).to.deep.equal(Array.from({ length: rows }, (_, i) => i + 2));
    expect(await lotsOf('Qiming')).to.deep.equal(
      Array.from({ length: rows / 3 }, (_, i) => `LOT-${3 * i + 1}`),
    );
    expect(await publisher.spooled()).to.deep.equal([]);
    const again = await publisher.publish(fileOf('k', sheet(rows), { waitSeconds: 60 }));
    expect(again.status).to.equal(201);
    expect(await sentAnswerOf(again)).to.deep.equal(sent);
  }).timeout(60_000);

  it('goes on after a crash where it was, to the same audiences, and publishes every row once', async () => {
    publisher.ledger.isOrdering = false;
    const early = await publisher.publish(fileOf('k', sheet(rows), { waitSeconds: 0 }));
    expect(early.status).to.equal(202);
    await publisher.publishing.stop();
    const [job] = await publisher.store.read('job.reading', {});
    expect(job?.nextRow).to.be.within(1, rows - 1);
    await publisher.restart();
    // A rule that came later changes nothing about a call that came before.
    await publisher.policies.create({ name: 'later', kinds: ['inventory'], preset: 'private' });
    publisher.ledger.isOrdering = true;
    publisher.ledger.order();
    const answer = await publisher.publish(fileOf('k', sheet(rows), { waitSeconds: 60 }));
    expect(answer.status).to.equal(201);
    for (const id of ['Xinghe', 'Qiming', 'Guyu']) {
      const lots = await lotsOf(id);
      expect(new Set(lots).size).to.equal(rows / 3);
      expect(lots).to.have.length(rows / 3);
    }
    expect(await publisher.spooled()).to.deep.equal([]);
  }).timeout(60_000);

  it('reads a workbook after a crash as it was read first, whatever was said of its columns since', async () => {
    const lines = sheet(rows).trimEnd().split('\n');
    const cells = lines.map((line) => line.replace(/^product/, '存货').split(','));
    const xlsx = workbook({ rows: cells.map((line, i) => textRow(i + 1, line)).join('') });
    const place = { kind: 'inventory', header: headerHash(cells[0] ?? []) };
    const mappings = () => new Mappings(publisher.store, catalogue, () => '2026-11-25T08:00:00.000Z');
    await mappings().put(place, null, { columns: { 存货: 'product' } });
    const call = (waitSeconds: number) => fileOf('k', xlsx, { contentType: XLSX_TYPE, waitSeconds });
    publisher.ledger.isOrdering = false;
    expect((await publisher.publish(call(0))).status).to.equal(202);
    await publisher.publishing.stop();
    await publisher.restart();
    await mappings().remove(place, 1);
    publisher.ledger.isOrdering = true;
    publisher.ledger.order();
    expect((await publisher.publish(call(60))).status).to.equal(201);
    const lots = await lotsOf('Qiming');
    expect(new Set(lots).size).to.equal(rows / 3);
    expect(lots).to.have.length(rows / 3);
  }).timeout(60_000);

  const spoiled: readonly (readonly [string, (path: string) => Promise<void>])[] = [
    ['are others', (path) => writeFile(path, 'colour\nred\n')],
    ['are gone', (path) => rm(path)],
    ['end in the middle of one', async (path) => truncate(path, (await stat(path)).size - 20)],
    [
      'end before the last',
      async (path) => writeFile(path, (await readFile(path, 'utf8')).replace(/.*\n$/, '')),
    ],
  ];
  for (const [how, spoil] of spoiled) {
    it(`fails, and it alone, when its rows ${how} after a crash`, async () => {
      publisher.ledger.isOrdering = false;
      const { location = '' } = await publisher.publish(fileOf('k', sheet(rows), { waitSeconds: 0 }));
      await publisher.publishing.stop();
      const [name = ''] = await publisher.spooled();
      await spoil(join(publisher.spoolDir, name));
      publisher.ledger.isOrdering = true;
      await publisher.restart();
      publisher.ledger.order();
      const id = location.replace('/v1/imports/', '');
      let view = await publisher.publishing.service.readImport(id);
      for (let i = 0; i < 200 && view.state === 'running'; i++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        view = await publisher.publishing.service.readImport(id);
      }
      expect(view.state).to.equal('failed');
      expect(view.errors.map(({ code }) => code)).to.deep.equal(['INVALID_REQUEST']);
      expect(await publisher.spooled()).to.deep.equal([]);
      // Whoever is told of what is broken ends the process, which would then end again at every start.
      expect(publisher.broken).to.deep.equal([]);
      expect(publisher.failedImports).to.deep.equal([[id, 'INVALID_REQUEST']]);
    }).timeout(60_000);
  }

  it('publishes nothing of a large file with one bad row', async () => {
    const bad = sheet(rows).replace('TAG-2099,WH1,outbound', 'TAG-2099,WH1,sideways');
    const error: unknown = await publisher.publish(fileOf('k', bad)).catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'INVALID_REQUEST');
    expect(publisher.ledger.calls.endorse).to.equal(0);
    expect(await publisher.spooled()).to.deep.equal([]);
  }).timeout(60_000);

  it('lists the first faults of a file and counts all of them', async () => {
    const bad = sheet(1_500).replaceAll('outbound', 'sideways');
    const error: unknown = await publisher.publish(fileOf('k', bad)).catch((caught: unknown) => caught);
    expect(error).to.have.nested.property('details.errorCount', 1_500);
    expect(error).to.have.nested.property('details.errors').with.length(1_000);
  });
});
