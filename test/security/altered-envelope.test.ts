// SPDX-License-Identifier: Apache-2.0
import { publicationKey } from '@chainshare/chaincode/model';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { expect } from 'chai';
import type { LedgerPublication, Operation } from './support/actor.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { toNetwork } from './support/crafted.js';
import { attackedNetwork } from './support/shared-network.js';

const keyOf = ({ publisher, id }: LedgerPublication): string => publicationKey(publisher, id);

describe('tampering with the envelope of another enterprise', function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  /** Xinghe publishes; then Qiming's altered chaincode does something to the envelope's key. */
  async function attacked(
    product: string,
    attack: (publication: LedgerPublication) => readonly Operation[],
  ): Promise<LedgerPublication> {
    const publication = await network.publishStock(product);
    expect(await network.actors.qiming.write(attack(publication))).to.equal('VALID');
    return publication;
  }

  const overwritten = (publication: LedgerPublication): readonly Operation[] => [
    { op: 'put', key: keyOf(publication), value: toNetwork('Xinghe', newKeyPair(), 'FALSE').envelope },
  ];

  async function expectState(publication: LedgerPublication, onLedger: string, overHttp: string) {
    const { xinghe, guyu } = network.actors;
    expect([await xinghe.verify(publication), await guyu.verify(publication)]).to.deep.equal([
      onLedger,
      onLedger,
    ]);
    expect(await network.stateAtGuyu(publication)).to.equal(overHttp);
  }

  /** Blocks prove the genuine record, whatever stands under its key now, and show it once. */
  async function expectShownOnce(product: string): Promise<void> {
    const { products } = await network.shown();
    expect(products.filter((shown) => shown === product)).to.have.length(1);
    expect(products).to.not.include('FALSE');
  }

  it('overwrites it (3e): named as altered, and the genuine record stays shown (9g)', async () => {
    const publication = await attacked('OVERWRITTEN', overwritten);
    await expectState(publication, 'ALTERED', 'altered');
    await expectShownOnce('OVERWRITTEN');
  });

  it('overwrites it with bytes that are no envelope (3e): named as altered', async () => {
    const publication = await attacked('GARBLED', (one) => [
      { op: 'put', key: keyOf(one), value: Buffer.from([0xff]) },
    ]);
    await expectState(publication, 'ALTERED', 'altered');
    await expectShownOnce('GARBLED');
  });

  it('deletes it (3f): named as missing, and the genuine record stays shown (9g)', async () => {
    const publication = await attacked('DELETED', (one) => [{ op: 'delete', key: keyOf(one) }]);
    await expectState(publication, 'MISSING', 'missing');
    await expectShownOnce('DELETED');
  });

  for (const [product, attack] of [
    ['HEALED-OVERWRITTEN', overwritten],
    ['HEALED-DELETED', (one: LedgerPublication) => [{ op: 'delete', key: keyOf(one) } as const]],
  ] as const) {
    it(`is undone by the publisher's Restore (3h, 9a): ${product} is OK again and still shown once (9d)`, async () => {
      const publication = await attacked(product, attack);
      expect(await network.actors.xinghe.restore(publication)).to.equal('VALID');
      await expectState(publication, 'OK', 'ok');
      await expectShownOnce(product);
    });
  }

  it('restores for another (9b): ACCESS_DENIED, and it stays named as missing', async () => {
    const publication = await attacked('NOT-HEALED', (one) => [{ op: 'delete', key: keyOf(one) }]);
    expect(await network.actors.qiming.restore(publication)).to.equal('ACCESS_DENIED');
    expect(await network.actors.guyu.restore(publication)).to.equal('ACCESS_DENIED');
    await expectState(publication, 'MISSING', 'missing');
    await expectShownOnce('NOT-HEALED');
  });

  it('brings a publication about by restoring it (9c): PUBLICATION_NOT_FOUND', async () => {
    const publication = toNetwork('Xinghe', newKeyPair(), 'NEVER-PUBLISHED');
    expect(await network.actors.xinghe.restore(publication)).to.equal('PUBLICATION_NOT_FOUND');
    expect(await network.actors.guyu.verify(publication)).to.equal('MISSING');
    expect((await network.shown()).products).to.not.include('NEVER-PUBLISHED');
    expect(await network.stateAtGuyu(publication)).to.equal(404);
  });

  it('overwrites and locks it (3e, 3i): Restore fails, it stays named, and Purge still works', async () => {
    const publication = await attacked('LOCKED', (one) => [
      ...overwritten(one),
      { op: 'lock', key: keyOf(one), owner: 'Qiming' },
    ]);
    const { xinghe } = network.actors;
    expect(await xinghe.restore(publication)).to.equal('ENDORSEMENT_POLICY_FAILURE');
    await expectState(publication, 'ALTERED', 'altered');
    await expectShownOnce('LOCKED');
    expect(await xinghe.purge(publication)).to.equal('VALID');
    expect(await xinghe.pull(publication)).to.equal(null);
  });
});
