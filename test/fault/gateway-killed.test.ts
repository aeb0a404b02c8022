// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { FaultNetwork } from './support/fault-network.js';
import { assertHoldsOnce, assertNothingHalfWritten, settled, stockHeld } from './support/holdings.js';
import type { KillableGateway } from './support/killable-gateway.js';
import { PublishCall, type Acknowledged } from './support/publish-call.js';

describe('gateway killed', function () {
  this.timeout(240_000);

  let network: FaultNetwork;
  let xinghe: KillableGateway;
  let qiming: KillableGateway;
  const acknowledged: Acknowledged[] = [];

  before(async () => {
    network = await FaultNetwork.start();
    ({ xinghe, qiming } = network);
  });

  after(async () => {
    await network.remove();
  });

  /** A call that is never answered, since the publisher's gateway dies of it; it is started again after that. */
  async function publishAndDie(step: string): Promise<{ call: PublishCall; product: string }> {
    const call = new PublishCall();
    await xinghe.dieAt(step);
    expect(await call.send(xinghe), 'its answer').to.equal(undefined);
    await xinghe.died();
    await xinghe.start();
    await settled(xinghe, acknowledged);
    return { call, product: call.products[0] ?? '' };
  }

  for (const step of ['after spool', 'after validate']) {
    it(`leaves nothing of a call that it had not stored (${step}), and publishes its repetition`, async () => {
      const { call, product } = await publishAndDie(step);
      expect(await stockHeld(xinghe)).to.not.have.property(product);
      acknowledged.push(await call.acknowledged(xinghe));
    });
  }

  const sending = ['after vault', 'after endorse', 'after submit', 'before status', 'after status'];
  for (const step of [...sending, 'between store and change']) {
    it(`publishes what it had stored (${step}) without being asked again, and once`, async () => {
      const { call, product } = await publishAndDie(step);
      const { [product]: held } = await stockHeld(xinghe);
      const answered = await call.acknowledged(xinghe);
      expect([...answered.records]).to.deep.equal([[product, held?.[0]]]);
      acknowledged.push(answered);
    });
  }

  for (const step of ['between pull and store', 'between store and change']) {
    it(`takes what it was receiving (${step}) when it is back`, async () => {
      await qiming.dieAt(step);
      acknowledged.push(await new PublishCall().acknowledged(xinghe));
      await qiming.died();
      await qiming.start();
      await settled(qiming, acknowledged);
      await assertHoldsOnce(qiming, acknowledged);
    });
  }

  it('holds all that was acknowledged once, at both sides, with nothing half-written', async () => {
    for (const gateway of [xinghe, qiming]) {
      await settled(gateway, acknowledged);
      await assertHoldsOnce(gateway, acknowledged);
      await assertNothingHalfWritten(gateway);
    }
  });

  it('answers every repeated call as it did at first', async () => {
    for (const { call, answer } of acknowledged) expect(await call.send(xinghe)).to.deep.equal(answer);
    await assertHoldsOnce(xinghe, acknowledged);
  });
});
