// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { callOf, caller, RunningPublisher, stock } from './running-publisher.js';

const codeOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => 'answered',
    (error: unknown) => (error as { code?: string }).code,
  );

describe('idempotency of publishing', () => {
  let publisher: RunningPublisher;
  beforeEach(async () => {
    publisher = await RunningPublisher.start();
  });
  afterEach(async () => {
    await publisher.remove();
  });

  it('wants a key', async () => {
    const { idempotencyKey, ...call } = callOf('x', [stock()]);
    expect(idempotencyKey).to.equal('x');
    expect(await codeOf(publisher.publish(call))).to.equal('IDEMPOTENCY_KEY_REQUIRED');
  });

  it('gives the same answer to the same call, also after a restart, and publishes once', async () => {
    const first = await publisher.publish(callOf('k', [stock()]));
    const again = await publisher.publish(callOf('k', [stock()]));
    await publisher.restart();
    const later = await publisher.publish(callOf('k', [stock()]));
    expect([again, later]).to.deep.equal([first, first]);
    expect(first.status).to.equal(201);
    expect(publisher.ledger.publications).to.have.length(1);
  });

  it('refuses the same key with another body or other parameters', async () => {
    await publisher.publish(callOf('k', [stock()]));
    expect(await codeOf(publisher.publish(callOf('k', [stock({ quantity: '1' })])))).to.equal(
      'IDEMPOTENCY_KEY_REUSED',
    );
    const other = callOf('k', [stock()], { onError: 'proceed' });
    expect(await codeOf(publisher.publish(other))).to.equal('IDEMPOTENCY_KEY_REUSED');
  });

  it('refuses a second call while the first is being answered', async () => {
    publisher.ledger.isOrdering = false;
    const first = publisher.publish(callOf('k', [stock()]));
    // The claim is made before anything is read, so a moment is enough.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await codeOf(publisher.publish(callOf('k', [stock()])))).to.equal('IDEMPOTENCY_KEY_BUSY');
    expect(await codeOf(publisher.publish(callOf('k', [stock({ lot: 'L' })])))).to.equal(
      'IDEMPOTENCY_KEY_REUSED',
    );
    publisher.ledger.isOrdering = true;
    publisher.ledger.order();
    expect((await first).status).to.equal(201);
  });

  it('tells clients apart', async () => {
    await publisher.publish(callOf('k', [stock()]));
    const other = publisher.publish(callOf('k', [stock({ lot: 'L' })]), { ...caller, clientId: 'portal' });
    expect((await other).status).to.equal(201);
  });

  it('answers 202 when the wait is over, and 201 to the same call later', async () => {
    publisher.ledger.isOrdering = false;
    const early = await publisher.publish(callOf('k', [stock()], { waitSeconds: 0.1 }));
    expect(early.status).to.equal(202);
    const id = (early.location ?? '').replace('/v1/imports/', '');
    expect(early.body).to.deep.equal({
      id,
      state: 'running',
      done: 0,
      total: 1,
      publications: [],
      errors: [],
    });
    publisher.ledger.isOrdering = true;
    publisher.ledger.order();
    const late = await publisher.publish(callOf('k', [stock()]));
    expect(late.status).to.equal(201);
    const view = await publisher.publishing.service.readImport(id);
    expect(view).to.include({ state: 'done', done: 1, total: 1 });
    expect(view.publications).to.deep.equal(late.body['publications']);
  });

  it('forgets a key only after its time', async () => {
    await publisher.publish(callOf('k', [stock()]));
    await publisher.restart({ now: () => '2026-11-28T07:59:59.999Z' });
    await publisher.publishing.forget();
    expect(await codeOf(publisher.publish(callOf('k', [stock({ lot: 'L' })])))).to.equal(
      'IDEMPOTENCY_KEY_REUSED',
    );
    await publisher.restart({ now: () => '2026-11-28T08:00:00.001Z' });
    await publisher.publishing.forget();
    expect(await codeOf(publisher.publish(callOf('k', [stock({ lot: 'L' })])))).to.equal('answered');
  });

  it('forgets how a call ended only after its time, and nothing of what it has published', async () => {
    const ids: string[] = [];
    const published: string[] = [];
    for (const key of ['a', 'b']) {
      publisher.ledger.isOrdering = false;
      const { location = '' } = await publisher.publish(callOf(key, [stock()], { waitSeconds: 0.1 }));
      ids.push(location.replace('/v1/imports/', ''));
      publisher.ledger.isOrdering = true;
      publisher.ledger.order();
      const { body } = await publisher.publish(callOf(key, [stock()]));
      published.push(...(body['publications'] as { id: string }[]).map(({ id }) => id));
    }
    const [first = '', last = ''] = ids;
    await publisher.restart({ now: () => '2027-02-23T07:59:59.999Z' });
    await publisher.publishing.forget();
    expect(await publisher.publishing.service.readImport(first)).to.include({ state: 'done' });
    await publisher.restart({ now: () => '2027-03-01T08:00:00.001Z' });
    await publisher.publishing.forget();
    expect(await codeOf(publisher.publishing.service.readImport(first))).to.equal('IMPORT_NOT_FOUND');
    // In its block stands the last of what is own, for which a snapshot waits.
    expect(await publisher.publishing.service.readImport(last)).to.include({ state: 'done' });
    const kept = await publisher.store.read('received.read', { publications: published });
    expect(kept.map(({ publication }) => publication)).to.have.members(published);
  });

  it('says of an unknown import that there is none', async () => {
    expect(await codeOf(publisher.publishing.service.readImport('x'))).to.equal('IMPORT_NOT_FOUND');
  });
});
