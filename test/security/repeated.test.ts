// SPDX-License-Identifier: Apache-2.0
import { parseEnvelope } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { toNetwork } from './support/crafted.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { attackedNetwork } from './support/shared-network.js';
import type { LedgerPublication } from './support/actor.js';

describe('a publisher that uses once-only values twice', function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  /** Two publications with all random bytes alike, and so with one publication key and one `a`. */
  async function twoWithOneKey(products: readonly [string, string]): Promise<readonly LedgerPublication[]> {
    const { keyPair } = await network.hostilePublisher();
    const entropy = () => {
      let drawn = 0;
      return (length: number): Buffer => Buffer.alloc(length, (drawn += 1));
    };
    return products.map((product) => toNetwork('Qiming', keyPair, product, { entropy: entropy() }));
  }

  it('two envelopes with one key and one a: the first in ledger order counts, the other is named repeated', async () => {
    const { qiming, guyu } = network.actors;
    const [first, second] = await twoWithOneKey(['FIRST', 'SECOND']);
    if (first === undefined || second === undefined) throw new TypeError('two were made');
    const [a, b] = [first, second].map(({ envelope }) => parseEnvelope(envelope).envelope.a);
    expect(a).to.equal(b);
    expect(await qiming.publish(first)).to.equal('VALID');
    expect(await qiming.publish(second)).to.equal('VALID');
    expect([await guyu.verify(first), await guyu.verify(second)]).to.deep.equal(['OK', 'OK']);
    const { products } = await network.shown();
    expect(products).to.include('FIRST');
    expect(products).to.not.include('SECOND');
    expect(await network.stateAtGuyu(first)).to.equal('ok');
    expect(await network.stateAtGuyu(second)).to.equal('repeated');
  });

  it('one number for two publications: both are what they say, and the second is named duplicate', async () => {
    const before = await network.counted('publications_duplicate');
    const { qiming } = network.actors;
    const [one, two] = [
      await network.crafted('NUMBERED'),
      await network.crafted('NUMBERED-AGAIN', {}, { sameNumber: true }),
    ];
    expect(await qiming.publish(one)).to.equal('VALID');
    expect(await qiming.publish(two)).to.equal('VALID');
    const { products } = await network.shown();
    expect(products).to.include.members(['NUMBERED-1', 'NUMBERED-AGAIN-1']);
    // The gateway counts it when it can be read already.
    await network.until(async () => (await network.counted('publications_duplicate')) > before);
    expect(await network.counted('publications_duplicate')).to.equal(before + 1);
  });
});
