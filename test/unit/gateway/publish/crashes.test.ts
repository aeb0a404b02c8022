// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { allFor } from './opening.js';
import { callOf, RunningPublisher, stock } from './running-publisher.js';

/** Steps before anything is stored: the call fails, and the same call afterwards is as the first. */
const before = ['after spool', 'after validate'];

/** Steps on the way to the ledger: what was stored arrives after the restart, without the caller. */
const after = ['after endorse', 'after submit', 'before status', 'after status'];

describe('a crash of the publishing side', () => {
  let publisher: RunningPublisher;
  beforeEach(async () => {
    publisher = await RunningPublisher.start();
  });
  afterEach(async () => {
    await publisher.remove();
  });

  const crashAt = (wanted: string) => (name: string) => {
    if (name === wanted) throw new Error(`crash ${name}`);
  };
  const call = (waitSeconds: number) => callOf('k', [stock({ customer: 'Xinghe' })], { waitSeconds });

  for (const step of before) {
    it(`${step} leaves nothing behind`, async () => {
      await publisher.restart({ step: crashAt(step) });
      expect(await publisher.publish(call(5)).catch((error: unknown) => String(error))).to.equal(
        `Error: crash ${step}`,
      );
      await publisher.restart();
      expect(await publisher.spooled()).to.deep.equal([]);
      expect((await publisher.publish(call(5))).status).to.equal(201);
      expect(publisher.ledger.publications).to.have.length(1);
    });
  }

  it('after vault loses nothing', async () => {
    publisher.ledger.faults.endorse.push(
      ...Array.from({ length: 3 }, () => new GatewayError('LEDGER_UNAVAILABLE')),
    );
    await publisher.restart({ step: crashAt('after vault') });
    expect(await publisher.publish(call(5)).catch((error: unknown) => String(error))).to.equal(
      'Error: crash after vault',
    );
    await publisher.restart();
    const answer = await publisher.publish(call(10));
    expect(answer.status).to.equal(201);
    expect(publisher.ledger.publications).to.have.length(1);
    const read = await allFor('Xinghe', publisher);
    expect(read.map(({ slots }) => Number(slots.counter))).to.deep.equal([1]);
  });

  for (const step of after) {
    it(`${step} publishes once, and the same call is answered`, async () => {
      await publisher.restart({ step: crashAt(step) });
      expect((await publisher.publish(call(0.3))).status).to.equal(202);
      expect(publisher.broken.map(String)).to.deep.equal([`Error: crash ${step}`]);
      await publisher.restart();
      const answer = await publisher.publish(call(10));
      expect(answer.status).to.equal(201);
      expect(publisher.ledger.publications).to.have.length(1);
      expect(publisher.ledger.calls.endorse).to.equal(1);
    });
  }
});
