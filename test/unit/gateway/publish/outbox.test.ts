// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { allFor } from './opening.js';
import { callOf, RunningPublisher, stock } from './running-publisher.js';

const unavailable = () => new GatewayError('LEDGER_UNAVAILABLE');
const unknown = () => new GatewayError('COMMIT_UNKNOWN');
const refused = (reason: string) => new GatewayError('ENDORSEMENT_FAILED', { facts: { reason } });

describe('outbox', () => {
  let publisher: RunningPublisher;
  beforeEach(async () => {
    publisher = await RunningPublisher.start();
  });
  afterEach(async () => {
    expect(publisher.broken).to.deep.equal([]);
    await publisher.remove();
  });

  const publish = (key = 'k', lot = 'L') =>
    publisher.publish(callOf(key, [stock({ lot, customer: 'Xinghe' })], { waitSeconds: 30 }));

  it('asks for an endorsement until there is one', async () => {
    publisher.ledger.faults.endorse.push(unavailable(), unavailable());
    expect((await publish()).status).to.equal(201);
    expect(publisher.ledger.calls).to.include({ endorse: 3, submit: 1 });
  });

  it('sends the same signed transaction again while its outcome is unknown', async () => {
    publisher.ledger.faults.submit.push(unknown());
    publisher.ledger.faults.commitStatus.push(unknown());
    expect((await publish()).status).to.equal(201);
    expect(publisher.ledger.calls.endorse).to.equal(1);
    expect(new Set(publisher.ledger.ordered).size).to.equal(1);
    expect(publisher.ledger.publications).to.have.length(1);
  });

  it('sends it also when it was not handed over', async () => {
    publisher.ledger.faults.submit.push(unavailable());
    expect((await publish()).status).to.equal(201);
    expect(publisher.ledger.calls).to.include({ endorse: 1, submit: 2 });
  });

  it('makes a new transaction of the same bytes when one was invalid', async () => {
    publisher.ledger.isOrdering = false;
    publisher.ledger.faults.commitStatus.push('invalid');
    const answer = publish();
    while (publisher.ledger.calls.endorse < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    publisher.ledger.isOrdering = true;
    publisher.ledger.order();
    // The one that was called invalid was ordered too; whichever came second had no effect.
    expect((await answer).status).to.equal(201);
    expect(publisher.ledger.publications).to.have.length(1);
  });

  it('takes it for success when the ledger has all of them already', async () => {
    // Committed, but every question for the outcome fails until a new transaction is made.
    publisher.ledger.faults.commitStatus.push(...Array.from({ length: 5 }, unknown));
    const answer = await publish();
    expect(answer.status).to.equal(201);
    expect(publisher.ledger.calls.endorse).to.equal(2);
    expect(publisher.ledger.publications).to.have.length(1);
    const [publication] = answer.body['publications'] as { transactionId: string; block: number }[];
    expect(publication?.transactionId).to.equal(publisher.ledger.ordered[0]);
    expect(publication?.block).to.be.greaterThan(0);
  }).timeout(40_000);

  it('puts void publications with the same counters in the place of what the ledger refuses', async () => {
    await publish('before', 'A');
    publisher.ledger.faults.endorse.push(refused('SEALED_FORM'));
    const error: unknown = await publish('refused', 'B').catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'PUBLICATION_REFUSED');
    await publish('after', 'C');
    const opened = await allFor('Xinghe', publisher);
    const numbers = opened.map(({ slots, opened: { header } }) => [Number(slots.counter), header.kind]);
    expect(numbers.sort()).to.deep.equal([
      [1, 'inventory'],
      [2, 'void'],
      [3, 'inventory'],
    ]);
    const again: unknown = await publish('refused', 'B').catch((caught: unknown) => caught);
    expect(again).to.have.property('code', 'PUBLICATION_REFUSED');
    // Nothing of what was refused is kept, nor counted as granted.
    const ids = publisher.ledger.publications.map(({ id }) => id);
    const kept = await publisher.store.read('received.known', { publications: ids });
    expect(kept).to.have.length(3);
  });

  it('lets a hole show rather than replace a replacement for ever', async () => {
    publisher.ledger.faults.endorse.push(refused('SEALED_FORM'), refused('SEALED_FORM'));
    const error: unknown = await publish().catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'PUBLICATION_REFUSED');
    expect(publisher.ledger.publications).to.deep.equal([]);
    expect(publisher.publishing.backlog).to.equal(0);
  });

  it('keeps trying when the refusal is one of access, which an operator can mend', async () => {
    publisher.ledger.faults.endorse.push(refused('ACCESS_DENIED'), new GatewayError('LEDGER_REFUSED'));
    expect((await publish()).status).to.equal(201);
  });

  it('delivers several transactions at once, without waiting for blocks', async () => {
    publisher.ledger.isOrdering = false;
    const calls = ['a', 'b', 'c', 'd'].map((key) => publish(key, key));
    while (publisher.ledger.calls.submit < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(publisher.publishing.backlog).to.equal(4);
    publisher.ledger.isOrdering = true;
    publisher.ledger.order();
    expect((await Promise.all(calls)).map(({ status }) => status)).to.deep.equal([201, 201, 201, 201]);
  });
});
