// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  implicitCollection,
  memberKey,
  publicationId,
  publicationKey,
  sha256,
  tombstoneKey,
} from '@chainshare/chaincode/model';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { expect } from 'chai';
import { Actor, publishingWrites, type LedgerPublication } from './support/actor.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { toNetwork } from './support/crafted.js';
import { attackedNetwork } from './support/shared-network.js';

const own = implicitCollection('Xinghe');

describe('speaking in the name of another enterprise', function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  /** A publication that everybody could open, if Xinghe had made it. */
  const inXinghesName = (product: string): LedgerPublication => toNetwork('Xinghe', newKeyPair(), product);

  async function timesShown(product: string): Promise<number> {
    return (await network.shown()).products.filter((shown) => shown === product).length;
  }

  async function verified(publication: LedgerPublication): Promise<readonly string[]> {
    const { xinghe, guyu } = network.actors;
    return [await xinghe.verify(publication), await guyu.verify(publication)];
  }

  it('publishes the same bytes twice (1g): EXISTS, and the record is shown once', async () => {
    const publication = inXinghesName('TWICE');
    expect(await network.actors.xinghe.publish(publication)).to.equal('VALID');
    expect(await network.actors.xinghe.publish(publication)).to.equal('EXISTS');
    expect(await verified(publication)).to.deep.equal(['OK', 'OK']);
    expect(await timesShown('TWICE')).to.equal(1);
  });

  it("asks another's peer to publish for it (1h): ACCESS_DENIED", async () => {
    const publication = inXinghesName('ASKED');
    const atXinghe = new Actor(network.test, 'Qiming', 'Xinghe');
    expect(await atXinghe.publish(publication)).to.equal('ACCESS_DENIED');
    expect(await atXinghe.purge(publication)).to.equal('ACCESS_DENIED');
    atXinghe.close();
    expect(await network.actors.qiming.publish(publication)).to.equal('ACCESS_DENIED');
    expect(await verified(publication)).to.deep.equal(['MISSING', 'MISSING']);
    expect((await network.shown()).products).to.not.include('ASKED');
  });

  it('puts an envelope in the name of another (3a, 3b): it commits as FORGED and is never shown', async () => {
    const publication = inXinghesName('FORGED');
    const [envelope] = publishingWrites(publication);
    if (envelope === undefined) throw new TypeError('an envelope is written first');
    expect(await network.actors.qiming.write([envelope])).to.equal('VALID');
    expect(await verified(publication)).to.deep.equal(['FORGED', 'FORGED']);
    expect((await network.shown()).products).to.not.include('FORGED');
    expect(await network.stateAtGuyu(publication)).to.equal(404);
  });

  it("brings its own collection along (3b): what Qiming's collection holds proves nothing of Xinghe", async () => {
    const publication = inXinghesName('OWN-COLLECTION');
    const [envelope, sealed] = publishingWrites(publication);
    if (envelope === undefined || sealed?.op !== 'putPrivate') throw new TypeError('two writes publish');
    const moved = { ...sealed, collection: implicitCollection('Qiming') };
    expect(await network.actors.qiming.write([envelope, moved])).to.equal('VALID');
    expect(await verified(publication)).to.deep.equal(['FORGED', 'FORGED']);
    expect((await network.shown()).products).to.not.include('OWN-COLLECTION');
    expect(await network.stateAtGuyu(publication)).to.equal(404);
  });

  it("writes into another's collection (3c): the ledger refuses the transaction", async () => {
    const publication = inXinghesName('WRITTEN');
    expect(await network.actors.qiming.publishUnchecked(publication)).to.equal('ENDORSEMENT_POLICY_FAILURE');
    expect(await verified(publication)).to.deep.equal(['MISSING', 'MISSING']);
    expect((await network.shown()).products).to.not.include('WRITTEN');
    expect(await network.stateAtGuyu(publication)).to.equal(404);
  });

  it("purges, deletes or buries in another's collection (3d): refused, and the record stays", async () => {
    const publication = await network.publishStock('KEPT');
    const { id } = publication;
    const { qiming, guyu } = network.actors;
    const attempts = [
      await qiming.write([{ op: 'purgePrivate', collection: own, key: id }]),
      await qiming.write([{ op: 'deletePrivate', collection: own, key: id }]),
      await qiming.write([
        { op: 'putPrivate', collection: own, key: tombstoneKey(id), value: sha256(publication.sealed) },
      ]),
    ];
    expect(new Set(attempts)).to.deep.equal(new Set(['ENDORSEMENT_POLICY_FAILURE']));
    expect(await verified(publication)).to.deep.equal(['OK', 'OK']);
    expect((await guyu.pull(publication))?.equals(publication.sealed)).to.equal(true);
    expect((await network.shown()).products).to.include('KEPT');
  });

  it('puts bytes that are no envelope under the id of their hash: named, and never an error', async () => {
    for (const bytes of [
      Buffer.from([0xff, 0x00]),
      Buffer.from('null'),
      Buffer.from('{"p":"Xinghe","s":7}'),
    ]) {
      const publication = { publisher: 'Xinghe', id: publicationId(bytes) };
      const { qiming, guyu } = network.actors;
      const write = { op: 'put', key: publicationKey('Xinghe', publication.id), value: bytes } as const;
      expect(await qiming.write([write])).to.equal('VALID');
      expect(await guyu.verify(publication)).to.equal('FORGED');
      expect(await network.stateAtGuyu(publication)).to.equal(404);
    }
    await network.shown();
  });

  it('gives itself a role in the register of members: refused there, and ignored elsewhere', async () => {
    const { body } = await network.guyu.get('/v1/members/Qiming');
    const member = { id: 'Qiming', status: 'active', roles: ['regulator'], prefixes: ['952'] };
    const write = { op: 'put', key: memberKey('Qiming'), value: canonical(member) } as const;
    const { qiming } = network.actors;
    expect(await qiming.write([write], 'registers')).to.equal('ENDORSEMENT_POLICY_FAILURE');
    expect(await qiming.write([write], 'records')).to.equal('VALID');
    await network.shown();
    expect((await network.guyu.get('/v1/members/Qiming')).body['data']).to.deep.equal(body['data']);
  });
});
