// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { answerOf, faultsOf, refusal } from './answers.js';
import { allFor, valuesOf } from './opening.js';
import { caller, callOf, fileOf, RunningPublisher, stock } from './running-publisher.js';

describe('publishing', () => {
  let publisher: RunningPublisher;
  before(async () => {
    publisher = await RunningPublisher.start();
  });
  after(async () => {
    await publisher.remove();
  });
  afterEach(async () => {
    expect(publisher.broken).to.deep.equal([]);
    expect(await publisher.spooled()).to.deep.equal([]);
  });

  it('answers 201 with what stands in the own projection', async () => {
    const answer = await publisher.publish(callOf('first', [stock({ customer: 'Xinghe' })]));
    expect(answer.status).to.equal(201);
    const { publications, accepted, rejected, warnings } = answerOf(answer);
    expect([accepted, rejected]).to.deep.equal([1, 0]);
    expect(warnings.map(({ code }) => code)).to.deep.equal(['UNKNOWN_CODE', 'UNKNOWN_CODE']);
    const [publication] = publications;
    expect(publication?.audience).to.deep.equal([
      { enterprise: 'Xinghe', sections: ['identity', 'quantity'], policy: ['named'] },
    ]);
    expect(publication?.records).to.deep.equal([{ row: 1, id: `${publication?.id ?? ''}.0` }]);
    const record = await publisher.record(`${publication?.id ?? ''}.0`);
    expect(record).to.deep.include({ publisher: 'Xinqiao', kind: 'inventory', block: publication?.block });
    expect(record).to.have.property('transactionId', publication?.transactionId);
  });

  it('groups rows by audience, in one transaction', async () => {
    const rows = [
      stock({ lot: 'G1', customer: 'Xinghe' }),
      stock({ lot: 'G2', customer: 'Qiming' }),
      stock({ lot: 'G3', customer: 'Xinghe' }),
    ];
    const { publications } = answerOf(await publisher.publish(callOf('groups', rows)));
    expect(publications.map(({ records }) => records.map(({ row }) => row))).to.deep.equal([[1, 3], [2]]);
    expect(new Set(publications.map(({ transactionId }) => transactionId)).size).to.equal(1);
    const lotsFor = async (id: string) =>
      (await allFor(id, publisher))
        .flatMap((one) => valuesOf(one, 'identity').map(({ lot }) => lot))
        .filter(Boolean);
    expect(await lotsFor('Xinghe')).to.deep.equal(['G1', 'G3']);
    expect(await lotsFor('Qiming')).to.deep.equal(['G2']);
    expect(await lotsFor('Guyu')).to.deep.equal([]);
  });

  it('gives a reader the keys of the granted sections only, with purpose and end', async () => {
    const policy = await publisher.policies.create({
      name: 'availability',
      kinds: ['inventory'],
      where: { lot: ['P1'] },
      to: { enterprises: ['Guyu'] },
      sections: ['identity'],
      purpose: 'quality',
      validUntil: '2027-01-01T00:00:00Z',
    });
    const { publications } = answerOf(await publisher.publish(callOf('policy', [stock({ lot: 'P1' })])));
    expect(publications[0]?.audience).to.deep.equal([
      { enterprise: 'Guyu', sections: ['identity'], policy: [policy.value['id']] },
    ]);
    const [read] = await allFor('Guyu', publisher);
    expect(Object.keys(read?.opened.sections ?? {})).to.deep.equal(['identity']);
    expect([read?.slots.purpose, read?.slots.until]).to.deep.equal([2, 1_798_761_600]);
    const given = await publisher.store.read('grant-given.of', { publication: publications[0]?.id ?? '' });
    expect(given).to.have.length(1);
    expect(given[0]).to.include({ enterprise: 'Guyu', purpose: 2, revokedAt: null });
  });

  it('numbers the publications to each reader without a hole', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => stock({ lot: `N${i}`, customer: 'Qiming' }));
    await Promise.all(rows.map((row, i) => publisher.publish(callOf(`number-${i}`, [row]))));
    const counters = (await allFor('Qiming', publisher)).map(({ slots }) => Number(slots.counter));
    expect([...counters].sort((a, b) => a - b)).to.deep.equal(counters.map((_, i) => i + 1));
  });

  it('warns when nobody will receive a row, of outsiders and of members without key', async () => {
    const rows = [
      stock({ lot: 'W1' }),
      stock({ lot: 'W2', customer: 'urn:example:stranger' }),
      stock({ lot: 'W3', customer: 'Neu' }),
      stock({ lot: 'W4', customer: 'Neu' }),
    ];
    const { warnings, publications } = answerOf(await publisher.publish(callOf('warnings', rows)));
    expect(warnings.map(({ row, code }) => `${row} ${code}`)).to.deep.equal([
      '1 UNKNOWN_CODE',
      '1 UNKNOWN_CODE',
      '1 NO_RECIPIENT',
      '2 NOT_A_MEMBER',
      '2 NO_RECIPIENT',
      '3 NO_KEY',
      '3 NO_RECIPIENT',
      '4 NO_RECIPIENT',
    ]);
    expect(publications.map(({ audience }) => audience)).to.deep.equal([[]]);
  });

  it('refuses a call with one bad row, lists all faults and publishes nothing', async () => {
    const before = publisher.ledger.calls.endorse;
    const rows = [
      stock({ lot: 'B1' }),
      stock({ lot: 'B2', direction: 'up' }),
      stock({ lot: 'B3', customer: 'Nobody' }),
    ];
    expect(await faultsOf(publisher.publish(callOf('bad', rows)))).to.deep.equal([
      '2 /records/1/direction NOT_ALLOWED',
      '3 /records/2/customer UNKNOWN_PARTY',
    ]);
    expect(publisher.ledger.calls.endorse).to.equal(before);
    // The refusal frees the key: the mended call may use it.
    const mended = await publisher.publish(callOf('bad', [stock({ lot: 'B1' })]));
    expect(mended.status).to.equal(201);
  });

  it('goes on without the bad rows where the caller says so', async () => {
    const rows = [stock({ lot: 'O1' }), stock({ lot: 'O2', quantity: '-1' })];
    const answer = await publisher.publish(callOf('proceed', rows, { onError: 'proceed' }));
    expect(answer.body).to.deep.include({ accepted: 1, rejected: 1 });
    expect(answer.body['errors']).to.have.length(1);
    const none = callOf('none', [stock({ quantity: '-1' })], { onError: 'proceed' });
    expect(await faultsOf(publisher.publish(none))).to.deep.equal(['1 /records/0/quantity OUT_OF_RANGE']);
  });

  it('refuses addressees that cannot receive', async () => {
    const call = callOf('to', [stock()], { body: { to: ['Neu', 'Nobody', 'urn:example:stranger'] } });
    expect(await faultsOf(publisher.publish(call))).to.deep.equal([
      ' /to/0 NO_KEY',
      ' /to/1 UNKNOWN_PARTY',
      ' /to/2 NOT_A_MEMBER',
    ]);
  });

  it('adds the addressees of the call to what policies say', async () => {
    const body = { to: ['Guyu'], sections: ['identity'], note: 'as agreed' };
    const { publications } = answerOf(
      await publisher.publish(callOf('add-to', [stock({ lot: 'T1' })], { body })),
    );
    expect(publications[0]?.audience).to.deep.equal([
      { enterprise: 'Guyu', sections: ['identity'], policy: ['to'] },
    ]);
    expect(await publisher.record(`${publications[0]?.id ?? ''}.0`)).to.have.nested.property(
      'values.note',
      'as agreed',
    );
  });

  it('answers a dry run without touching vault or ledger', async () => {
    const before = publisher.ledger.calls.endorse;
    const { idempotencyKey, ...call } = callOf('dry', [
      stock({ lot: 'D1', customer: 'Xinghe' }),
      stock({ lot: 'D2' }),
    ]);
    expect(idempotencyKey).to.equal('dry');
    const answer = await publisher.publish({ ...call, dryRun: true });
    expect(answer.status).to.equal(200);
    expect(answer.body['publications']).to.deep.equal([
      {
        records: [{ row: 1 }],
        audience: [{ enterprise: 'Xinghe', sections: ['identity', 'quantity'], policy: ['named'] }],
      },
      { records: [{ row: 2 }], audience: [] },
    ]);
    expect(publisher.ledger.calls.endorse).to.equal(before);
    expect(await publisher.store.read('job.reading', {})).to.deep.equal([]);
  });

  it('refuses a kind that the token does not name, once the body says which', async () => {
    const who = { ...caller, scopes: ['publish:forecast'] };
    expect((await refusal(publisher.publish(callOf('scope', [stock()]), who))).code).to.equal(
      'ACCESS_DENIED',
    );
  });

  it('refuses kinds that are not there or are only for gateways', async () => {
    for (const kind of ['weather', 'key', 'void']) {
      const call = callOf(`kind-${kind}`, [stock()], { body: { kind } });
      expect(await faultsOf(publisher.publish(call))).to.deep.equal([' /kind UNKNOWN_KIND']);
    }
  });

  it('refuses unknown members of a body, a body that is no JSON and one of no known form', async () => {
    expect(
      await faultsOf(publisher.publish(callOf('member', [stock()], { body: { colour: 'red' } }))),
    ).to.deep.equal([' /colour UNKNOWN_FIELD']);
    const json = fileOf('no-json', '{"kind":', { contentType: 'application/json' });
    expect(await faultsOf(publisher.publish(json))).to.deep.equal(['  NOT_JSON']);
    const pdf = fileOf('pdf', '%PDF', { contentType: 'application/pdf' });
    expect((await refusal(publisher.publish(pdf))).code).to.equal('UNSUPPORTED_MEDIA_TYPE');
  });

  it('opens a record to the network where a policy covers all of it', async () => {
    await publisher.policies.create({
      name: 'open',
      kinds: ['inventory'],
      where: { lot: ['OPEN'] },
      preset: 'network',
    });
    const { publications } = answerOf(await publisher.publish(callOf('open', [stock({ lot: 'OPEN' })])));
    expect(publications[0]?.audience.map(({ enterprise }) => enterprise)).to.deep.equal(['*']);
    const publication = publisher.ledger.publications.find(({ id }) => id === publications[0]?.id);
    expect(publication?.parsed.fields.k).to.have.length(192);
  });

  it('sends a correction to whoever reads the record that it corrects', async () => {
    const first = answerOf(
      await publisher.publish(callOf('old', [stock({ lot: 'K1' })], { body: { to: ['Guyu'] } })),
    );
    const corrects = first.publications[0]?.records[0]?.id ?? '';
    const row: JsonObject = stock({ lot: 'K1', quantity: '7', corrects, reason: 'counted again' });
    const second = answerOf(await publisher.publish(callOf('new', [row])));
    expect(second.publications[0]?.audience).to.deep.equal([
      { enterprise: 'Guyu', sections: ['identity', 'quantity'], policy: ['to'] },
    ]);
    expect(await publisher.record(corrects)).to.deep.nested.include({
      superseded: { by: second.publications[0]?.records[0]?.id, reason: 'corrected' },
    });
  });

  it('withdraws a record towards whoever reads it', async () => {
    const body = { to: ['Qiming'] };
    const first = answerOf(await publisher.publish(callOf('said', [stock({ lot: 'V1' })], { body })));
    const record = first.publications[0]?.records[0]?.id ?? '';
    const withdrawal = callOf('unsaid', [{ record, reason: 'did_not_occur' }], {
      body: { kind: 'withdrawal' },
    });
    const second = answerOf(await publisher.publish(withdrawal));
    expect(second.publications[0]?.audience.map(({ enterprise }) => enterprise)).to.deep.equal(['Qiming']);
    expect(await publisher.record(record)).to.deep.nested.include({ 'superseded.reason': 'withdrawn' });
  });

  it('refuses to correct what this enterprise has not said', async () => {
    const row = stock({ corrects: `${'0'.repeat(64)}.0`, reason: 'counted again' });
    expect(await faultsOf(publisher.publish(callOf('stranger', [row])))).to.deep.equal([
      '1 /records/0/corrects NOT_OWN',
    ]);
  });
});
