// SPDX-License-Identifier: Apache-2.0
import { implicitCollection, parseEnvelope } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import type { LedgerPublication } from './support/actor.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { attackedNetwork } from './support/shared-network.js';

describe("a publisher's peer that serves other bytes than were published", function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  /** Qiming publishes by the rules; its altered `ReadSealed` answers something else. */
  async function publishLyingly(publication: LedgerPublication, lie: Buffer): Promise<void> {
    const { qiming } = network.actors;
    const collection = implicitCollection('Qiming');
    const key = `lie~${publication.id}`;
    expect(await qiming.write([{ op: 'putPrivate', collection, key, value: lie }])).to.equal('VALID');
    expect(await qiming.publish(publication)).to.equal('VALID');
    expect((await network.actors.guyu.pull(publication))?.equals(lie)).to.equal(true);
    expect(await network.actors.guyu.verify(publication)).to.equal('OK');
  }

  for (const [title, product, lie] of [
    ['a tampered value of the same length', 'TAMPERED', ({ sealed }: LedgerPublication) => tampered(sealed)],
    ['bytes of no form at all', 'GARBAGE', () => Buffer.from('garbage')],
  ] as const) {
    it(`${title}: nothing is shown, and it is counted as unverifiable`, async () => {
      const before = await network.shown();
      const publication = await network.crafted(product);
      await publishLyingly(publication, lie(publication));
      const { products, unverifiable } = await network.shown();
      expect(products).to.have.members(before.products);
      expect(unverifiable).to.equal(before.unverifiable + 1);
    });
  }

  it('bytes that open to other terms than it committed to: nothing is shown, and it is counted', async () => {
    const before = await network.shown();
    const seed = 'the same keys, roots and tags';
    const committed = await network.crafted('OTHER-TERMS', {}, { seed });
    const other = await network.crafted('OTHER-TERMS', {}, { seed });
    const [one, two] = [committed, other].map(({ envelope }) => parseEnvelope(envelope).envelope);
    expect({ ...one, s: '' }).to.deep.equal({ ...two, s: '' });
    await publishLyingly(committed, other.sealed);
    const { products, unverifiable } = await network.shown();
    expect(products).to.have.members(before.products);
    expect(unverifiable).to.equal(before.unverifiable + 1);
  });

  it('the bytes of another publication of its own: nothing of either is shown in the place of the other', async () => {
    const before = await network.shown();
    const [one, two] = [await network.crafted('ONE'), await network.crafted('TWO')];
    await publishLyingly(one, two.sealed);
    expect(await network.actors.qiming.publish(two)).to.equal('VALID');
    const { page, products, unverifiable } = await network.shown();
    expect(products).to.have.members([...before.products, 'TWO-1', 'TWO-2']);
    expect(page.data.filter(({ id }) => id.startsWith(one.id))).to.deep.equal([]);
    expect(unverifiable).to.equal(before.unverifiable + 1);
  });
});

function tampered(sealed: Buffer): Buffer {
  const changed = Buffer.from(sealed);
  changed.writeUInt8(changed.readUInt8(1_600) ^ 1, 1_600);
  return changed;
}
