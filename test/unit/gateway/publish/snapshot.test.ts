// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { answerOf, faultsOf, refusal, sentAnswerOf } from './answers.js';
import { allFor, valuesOf } from './opening.js';
import { callOf, fileOf, RunningPublisher, stock } from './running-publisher.js';

const lastWeek = '2026-11-18T08:00:00Z';
const thisWeek = '2026-11-25T08:00:00Z';

const header = 'product,location,direction,asOf,quantity,unit,customer,lot,note';

/** Rows so wide that about 800 fit one transaction. */
function sheet(rows: number, asOf: string): string {
  const lines = Array.from(
    { length: rows },
    (_, i) => `TAG-${i},WH1,outbound,${asOf},${i + 1},H87,Xinghe,LOT-${i},${'n'.repeat(900)}`,
  );
  return [header, ...lines, ''].join('\n');
}

describe('publishing a snapshot', () => {
  let publisher: RunningPublisher;
  beforeEach(async () => {
    publisher = await RunningPublisher.start();
  });
  afterEach(async () => {
    expect(await publisher.spooled()).to.deep.equal([]);
    await publisher.remove();
  });

  const row = (product: string, changes: JsonObject = {}) =>
    stock({ product, customer: 'Xinghe', asOf: thisWeek, ...changes });
  const old = (product: string, changes: JsonObject = {}) => row(product, { asOf: lastWeek, ...changes });

  /** Quantities by product of what is current. */
  const current = async (): Promise<JsonObject> => {
    const query = { publisher: 'Xinqiao', kind: 'inventory', after: 0, limit: 10_000 };
    const { records } = await publisher.store.read('record.own-current', query);
    return Object.fromEntries(
      records.map(({ values }) => [values['product'] as string, values['quantity'] ?? null]),
    );
  };

  it('makes 0 of what it lacks, in the same transaction, and says of which records', async () => {
    const first = answerOf(await publisher.publish(callOf('a', [old('A'), old('B'), old('C')])));
    const answer = await publisher.publish(
      callOf('b', [row('A', { quantity: '7' })], { snapshot: ['location'] }),
    );
    expect(answer.body).to.deep.include({ accepted: 1, rejected: 0, zeroed: 2 });
    expect(answerOf(answer).warnings.map(({ code }) => code)).to.deep.equal(['UNKNOWN_CODE', 'UNKNOWN_CODE']);
    const [publication, ...others] = answerOf(answer).publications;
    expect(others).to.deep.equal([]);
    const [, b, c] = first.publications[0]?.records ?? [];
    const id = publication?.id ?? '';
    expect(publication?.records).to.deep.equal([
      { row: 1, id: `${id}.0` },
      { zeroes: b?.id, id: `${id}.1` },
      { zeroes: c?.id, id: `${id}.2` },
    ]);
    expect(await current()).to.deep.equal({ A: '7', B: '0', C: '0' });
    expect((await publisher.record(`${id}.1`))?.['values']).to.include({
      availability: 'out',
      asOf: thisWeek,
    });
  });

  it('shows in a dry run what it will do, and does nothing', async () => {
    await publisher.publish(callOf('a', [old('A'), old('B'), old('C', { customer: 'Guyu' })]));
    const told = await publisher.publish(callOf('b', [row('A')], { snapshot: ['*'], dryRun: true }));
    expect(await current()).to.deep.equal({ A: '1200', B: '1200', C: '1200' });
    const done = await publisher.publish(callOf('b', [row('A')], { snapshot: ['*'] }));
    const planned = answerOf(done).publications.map(({ records, audience }) => ({
      records: records.map(({ id, ...origin }) => (id === '' ? {} : origin)),
      audience,
    }));
    expect(told.body['publications']).to.deep.equal(planned);
    expect(told.body).to.include({ accepted: 1, zeroed: 2 });
  });

  it('tells whoever got the record that is now 0, with the sections it had', async () => {
    const to = { to: ['Guyu'], sections: ['quantity'] };
    await publisher.publish(callOf('a', [old('A', { customer: 'Qiming' })], { body: to }));
    await publisher.publish(callOf('b', [row('B', { customer: 'Qiming' })], { snapshot: ['location'] }));
    const seen = (await allFor('Guyu', publisher)).flatMap((one) => valuesOf(one, 'quantity'));
    expect(seen.map(({ quantity }) => quantity)).to.deep.equal(['1200', '0']);
    const identities = (await allFor('Guyu', publisher)).flatMap((one) => valuesOf(one, 'identity'));
    expect(identities.map(({ product }) => product)).to.deep.equal(['A', 'A']);
  });

  it('does not tell whose grant has been ended', async () => {
    const policy = await publisher.policies.create({
      name: 'all stock',
      kinds: ['inventory'],
      to: { enterprises: ['Guyu'] },
      exclusive: true,
    });
    await publisher.publish(callOf('a', [old('A')]));
    await publisher.policies.remove(policy.value['id'] as string, policy.version, true);
    await publisher.publish(callOf('b', [row('B')], { snapshot: ['*'] }));
    const shown = (await allFor('Guyu', publisher)).flatMap((one) => valuesOf(one, 'quantity'));
    expect(shown.map(({ quantity }) => quantity)).to.deep.equal(['1200']);
  });

  it('leaves alone what is newer, so a late old file changes nothing', async () => {
    await publisher.publish(callOf('a', [row('A', { quantity: '5' }), row('B', { quantity: '6' })]));
    const late = await publisher.publish(callOf('b', [old('A')], { snapshot: ['*'] }));
    expect(late.body).to.not.have.property('zeroed');
    expect(await current()).to.deep.equal({ A: '5', B: '6' });
  });

  it('is refused with one bad row, because a row left out would count as missing', async () => {
    await publisher.publish(callOf('a', [old('A'), old('B')]));
    const bad = [row('A'), row('B', { quantity: '-1' })];
    expect(
      await faultsOf(publisher.publish(callOf('b', bad, { snapshot: ['*'], onError: 'proceed' }))),
    ).to.deep.equal([' /onError NOT_ALLOWED']);
    expect(await faultsOf(publisher.publish(callOf('c', bad, { snapshot: ['*'] })))).to.deep.equal([
      '2 /records/1/quantity OUT_OF_RANGE',
    ]);
    expect(await current()).to.deep.equal({ A: '1200', B: '1200' });
  });

  it('compares with all that was published before it, also of several at once', async () => {
    const calls = ['A', 'B', 'C'].map((product) =>
      publisher.publish(callOf(product, [row(product)], { snapshot: ['location'] })),
    );
    await Promise.all(calls);
    expect(Object.values(await current()).sort()).to.deep.equal(['0', '0', '1200']);
  });

  it('is another request than the same body without it', async () => {
    await publisher.publish(callOf('a', [row('A')]));
    const error = await refusal(publisher.publish(callOf('a', [row('A')], { snapshot: ['*'] })));
    expect(error.code).to.equal('IDEMPOTENCY_KEY_REUSED');
  });

  it('is an import above one transaction, and publishes the same zeros after a crash, each once', async () => {
    const [before, now] = [300, 2_100];
    const narrow = Array.from({ length: before }, (_, i) => old('A', { lot: `OLD-${i}` }));
    await publisher.publish(callOf('a', narrow));
    publisher.ledger.isOrdering = false;
    const call = (waitSeconds: number) =>
      publisher.publish(fileOf('b', sheet(now, thisWeek), { waitSeconds, snapshot: ['location'] }));
    await call(0);
    await publisher.publishing.stop();
    const [job] = await publisher.store.read('job.reading', {});
    expect(job?.total).to.equal(now + before);
    expect(job?.nextRow).to.be.below(now);
    publisher.ledger.isOrdering = true;
    publisher.ledger.order();
    await publisher.restart();
    const answer = await call(60);
    expect(answer.status).to.equal(201);
    expect(answer.body).to.include({ accepted: now, zeroed: before });
    const records = (await sentAnswerOf(answer)).publications.flatMap((publication) => publication.records);
    const zeroed = records.flatMap((record) => ('zeroes' in record ? [record.zeroes] : []));
    expect(new Set(zeroed).size).to.equal(before);
    expect([zeroed.length, records.length]).to.deep.equal([before, now + before]);
  }).timeout(60_000);

  it('leaves no rows behind that nobody will read', async () => {
    await writeFile(join(publisher.spoolDir, 'left.body.zeros'), '{}\n');
    await publisher.restart();
  });
});
