// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { allFor, valuesOf } from './opening.js';
import { callOf, RunningPublisher, stock } from './running-publisher.js';

describe('what a gateway says on its own', () => {
  let publisher: RunningPublisher;
  beforeEach(async () => {
    publisher = await RunningPublisher.start();
  });
  afterEach(async () => {
    await publisher.remove();
  });

  const profile = (key: string, en = 'Xinqiao Sensors') =>
    publisher.publishing.publishSystem({
      kind: 'profile',
      records: [{ names: { en }, updatedAt: '2026-11-25T08:00:00Z' }],
      to: 'network',
      idempotencyKey: key,
    });

  it('is published inline to the network, once for a key', async () => {
    const [first, again] = [await profile('p'), await profile('p')];
    expect(first.status).to.equal(201);
    expect(again).to.deep.equal(first);
    const [publication] = publisher.ledger.publications;
    expect(publication?.id).to.equal(first.publications[0]);
    expect(publication?.parsed.fields.b).to.not.equal(undefined);
    expect(publication?.parsed.fields.k).to.have.length(192);
    expect(publisher.ledger.publications).to.have.length(1);
  });

  it('is refused under the same key with other words', async () => {
    await profile('p');
    const error: unknown = await profile('p', 'Another').catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'IDEMPOTENCY_KEY_REUSED');
  });

  it('is refused when its records are wrong', async () => {
    const wrong = publisher.publishing.publishSystem({
      kind: 'key',
      records: [{ version: 0 }],
      to: 'network',
      idempotencyKey: 'x',
    });
    const error: unknown = await wrong.catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'INVALID_REQUEST');
  });

  it('tells each grantee of a removed policy, once, what is over', async () => {
    const { policies } = publisher;
    const { value } = await policies.create({
      name: 'for two',
      kinds: ['inventory'],
      to: { enterprises: ['Xinghe', 'Qiming'] },
    });
    const id = value['id'] as string;
    const first = await publisher.publish(callOf('a', [stock({ lot: 'A' })]));
    // Xinghe reads this one by name as well, so that grant stays.
    const second = await publisher.publish(callOf('b', [stock({ lot: 'B', customer: 'Xinghe' })]));
    await policies.remove(id, 1, true);
    await publisher.publishing.grantEnds.tellAll();
    const idOf = (answer: typeof first) => (answer.body['publications'] as { id: string }[])[0]?.id;
    const endsFor = async (partner: string) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return (await allFor(partner, publisher))
        .filter(({ opened }) => opened.header.kind === 'grant')
        .flatMap((one) => valuesOf(one, 'identity'));
    };
    const end = { type: 'end', statedAt: '2026-11-25T08:00:00.000Z', publications: [idOf(first)] };
    expect(await endsFor('Xinghe')).to.deep.equal([end]);
    expect(await endsFor('Qiming')).to.deep.equal([end]);
    const given = await publisher.store.read('grant-given.of', { publication: idOf(second) ?? '' });
    expect(given.map(({ enterprise, revokedAt }) => [enterprise, revokedAt])).to.deep.equal([
      ['Xinghe', null],
    ]);
  });
});
