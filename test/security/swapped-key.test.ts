// SPDX-License-Identifier: Apache-2.0
import { readEnvelope } from '@chainshare/gateway/internal/sealing/open.js';
import { findOwnTag } from '@chainshare/gateway/internal/sealing/own-wrap.js';
import { pairKey } from '@chainshare/gateway/internal/sealing/tags.js';
import { newKeyPair, type KeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { expect } from 'chai';
import { publishingWrites, type LedgerPublication } from './support/actor.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { keyPublication, stockRecord } from './support/crafted.js';
import { attackedNetwork } from './support/shared-network.js';

describe('swapping the encryption key of an enterprise', function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  let keysOfXinghe: readonly string[];
  before(async () => {
    network = await attackedNetwork();
    await network.hostilePublisher();
    keysOfXinghe = await network.keysOf('Xinghe');
  });

  /** What Guyu seals for Xinghe goes to the key that Xinghe made: Xinghe reads it, the attacker finds no tag. */
  async function expectSealedForXinghe(product: string, attackersKey: KeyPair): Promise<void> {
    await network.shown();
    expect(await network.keysOf('Xinghe')).to.deep.equal(keysOfXinghe);
    const { publications } = await network.guyu.publish('inventory', [stockRecord(product)], ['Xinghe']);
    const [{ id, block } = { id: '', block: 0 }] = publications;
    const received = async (): Promise<boolean> => {
      const { data } = await network.xinghe.records('inventory', block);
      return data.some(({ values }) => values['product'] === product);
    };
    await network.until(received);
    const { body } = await network.xinghe.get(`/v1/publications/${id}`);
    const shared = pairKey(attackersKey, await network.newestKeyOf('Guyu')) ?? Buffer.alloc(0);
    const candidates = [{ ownVersion: 1, theirVersion: 1, pairKey: shared }];
    const envelope = readEnvelope(JSON.stringify(body['envelope']));
    expect(findOwnTag(envelope, 'Xinghe', candidates)).to.equal(undefined);
  }

  const withSealed = (publication: LedgerPublication): LedgerPublication => {
    const { b } = readEnvelope(publication.envelope.toString()).fields;
    return { ...publication, sealed: b ?? Buffer.alloc(0) };
  };

  it("publishes a key in another's name: FORGED, and nobody seals for it", async () => {
    const stranger = newKeyPair();
    const publication = withSealed(keyPublication('Xinghe', stranger, { version: 2 }));
    const [envelope] = publishingWrites(publication);
    if (envelope === undefined) throw new TypeError('an envelope is written first');
    const before = await network.counted('publications_refused{reason="FORGED"}');
    expect(await network.actors.qiming.publish(publication)).to.equal('ACCESS_DENIED');
    expect(await network.actors.qiming.publishUnchecked(publication)).to.equal('ENDORSEMENT_POLICY_FAILURE');
    expect(await network.actors.qiming.write([envelope])).to.equal('VALID');
    expect(await network.actors.guyu.verify(publication)).to.equal('FORGED');
    await expectSealedForXinghe('NOT-FOR-A-STRANGER', stranger);
    expect(await network.counted('publications_refused{reason="FORGED"}')).to.equal(before + 1);
  });

  it("publishes another's key as its own: refused and counted, so that no tag has two owners", async () => {
    const { keyPair } = await network.hostilePublisher();
    const before = await network.counted('keys_refused');
    const publicKey = await network.newestKeyOf('Xinghe');
    const publication = keyPublication('Qiming', keyPair, { version: 2, publicKey });
    expect(await network.actors.qiming.publish(publication)).to.equal('VALID');
    expect(await network.actors.guyu.verify(publication)).to.equal('OK');
    await expectSealedForXinghe('NOT-FOR-A-COPYIST', keyPair);
    expect(await network.keysOf('Qiming')).to.deep.equal([keyPair.publicKey.toString('base64url')]);
    expect(await network.counted('keys_refused')).to.equal(before + 1);
  });

  it('publishes another key under a version that is pinned: the first one stays', async () => {
    const { keyPair } = await network.hostilePublisher();
    const before = await network.counted('keys_refused');
    const publication = keyPublication('Qiming', keyPair, { publicKey: newKeyPair().publicKey });
    expect(await network.actors.qiming.publish(publication)).to.equal('VALID');
    await network.shown();
    expect(await network.keysOf('Qiming')).to.deep.equal([keyPair.publicKey.toString('base64url')]);
    expect(await network.counted('keys_refused')).to.equal(before + 1);
  });

  it('publishes a low-order point as its key: refused, so that calls that address it too do not fail', async () => {
    const { keyPair } = await network.hostilePublisher();
    const publication = keyPublication('Qiming', keyPair, { version: 3, publicKey: Buffer.alloc(32) });
    expect(await network.actors.qiming.publish(publication)).to.equal('VALID');
    await network.shown();
    expect(await network.keysOf('Qiming')).to.deep.equal([keyPair.publicKey.toString('base64url')]);
    const { publications } = await network.xinghe.publish(
      'inventory',
      [stockRecord('TO-QIMING')],
      ['Qiming'],
    );
    expect(publications).to.have.length(1);
  });
});
