// SPDX-License-Identifier: Apache-2.0
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { implicitCollection, publicationKey } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import type { LedgerPublication } from './support/actor.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { toNetwork } from './support/crafted.js';
import { attackedNetwork } from './support/shared-network.js';

describe('what was purged', function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  async function expectState(publication: LedgerPublication, onLedger: string, overHttp: string) {
    const { xinghe, guyu } = network.actors;
    const states = [await xinghe.verify(publication), await guyu.verify(publication)];
    expect(states).to.deep.equal([onLedger, onLedger]);
    expect(await network.stateAtGuyu(publication)).to.equal(overHttp);
  }

  it('is served no more (5): PURGED for everybody, and whoever had it keeps a genuine record', async () => {
    const publication = await network.publishStock('PURGED');
    await network.shown();
    const { xinghe, guyu } = network.actors;
    expect(await xinghe.purge(publication)).to.equal('VALID');
    expect(await guyu.pull(publication)).to.equal(null);
    await expectState(publication, 'PURGED', 'purged');
    expect((await network.shown()).products).to.include('PURGED');
  });

  it('is named as purged to whoever did not have it (5)', async () => {
    const before = await network.shown();
    const { xinghe } = network.actors;
    const publication = await network.without('Guyu', async () => {
      const late = toNetwork('Xinghe', newKeyPair(), 'TOO-LATE');
      expect(await xinghe.publish(late)).to.equal('VALID');
      expect(await xinghe.purge(late)).to.equal('VALID');
      return late;
    });
    const { products, purged } = await network.shown();
    expect(products).to.not.include('TOO-LATE');
    expect(purged).to.equal(before.purged + 1);
    await expectState(publication, 'PURGED', 'purged');
  });

  it('cannot be published or restored by the agreed chaincode (9h, 9i)', async () => {
    const publication = await network.publishStock('PURGED-FOR-GOOD');
    await network.shown();
    const { xinghe } = network.actors;
    expect(await xinghe.purge(publication)).to.equal('VALID');
    expect(await xinghe.publish(publication)).to.equal('PURGED');
    expect(await xinghe.restore(publication)).to.equal('PURGED');
    await expectState(publication, 'PURGED', 'purged');
  });

  it('and is published again by an altered peer (9h) stays PURGED and does not come back', async () => {
    const before = await network.shown();
    const { qiming } = network.actors;
    const publication = await network.without('Guyu', async () => {
      const undead = toNetwork('Qiming', newKeyPair(), 'UNDEAD');
      expect(await qiming.publish(undead)).to.equal('VALID');
      expect(await qiming.purge(undead)).to.equal('VALID');
      return undead;
    });
    expect((await network.shown()).purged).to.equal(before.purged + 1);
    expect(await qiming.publish(publication)).to.equal('PURGED');
    expect(await qiming.publishUnchecked(publication)).to.equal('VALID');
    expect(await qiming.pull(publication)).to.not.equal(null);
    await expectState(publication, 'PURGED', 'purged');
    const { products, purged } = await network.shown();
    expect(products).to.not.include('UNDEAD');
    expect(purged).to.equal(before.purged + 1);
  });

  it('and shown before is shown once when an altered peer publishes it again (9g, 9h)', async () => {
    const { qiming } = network.actors;
    const publication = toNetwork('Qiming', newKeyPair(), 'SHOWN-BEFORE');
    expect(await qiming.publish(publication)).to.equal('VALID');
    expect((await network.shown()).products).to.include('SHOWN-BEFORE');
    expect(await qiming.purge(publication)).to.equal('VALID');
    expect(await qiming.publishUnchecked(publication)).to.equal('VALID');
    await expectState(publication, 'PURGED', 'purged');
    const { products } = await network.shown();
    expect(products.filter((product) => product === 'SHOWN-BEFORE')).to.have.length(1);
  });

  it('cannot be named so by another who overwrites the envelope (3e): ALTERED, and still served', async () => {
    const publication = await network.publishStock('NOT-PURGED');
    const { qiming, guyu } = network.actors;
    const write = { op: 'put', key: publicationKey('Xinghe', publication.id), value: '{}' } as const;
    const tomb = {
      op: 'putPrivate',
      collection: implicitCollection('Qiming'),
      key: 'tomb~',
      value: 'x',
    } as const;
    expect(await qiming.write([write, { ...tomb, key: `tomb~${publication.id}` }])).to.equal('VALID');
    await expectState(publication, 'ALTERED', 'altered');
    expect((await guyu.pull(publication))?.equals(publication.sealed)).to.equal(true);
    expect((await network.shown()).products).to.include('NOT-PURGED');
  });
});
