// SPDX-License-Identifier: Apache-2.0
import { envelopeText, implicitCollection, publicationId, type Envelope } from '@chainshare/chaincode/model';
import { findOwnTag } from '@chainshare/gateway/internal/sealing/own-wrap.js';
import { readEnvelope } from '@chainshare/gateway/internal/sealing/open.js';
import { pairKey } from '@chainshare/gateway/internal/sealing/tags.js';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { expect } from 'chai';
import { connectLedger } from '../support/ledger-client.js';
import { newPublication } from '../unit/chaincode/support/publications.js';
import type { LedgerPublication } from './support/actor.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { attackedNetwork } from './support/shared-network.js';

/** What stands in clear in the control value, and what is sealed in the genuine one. */
const IN_CLEAR = 'UNSEALED-CONTROL-VALUE';
const SEALED = 'SEALED-PRODUCT-NAME';

describe("stealing sealed bytes from the publisher's peer", function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  /** A publication of right form whose "sealed" bytes hold a text in clear. */
  function unsealed(): LedgerPublication {
    const { id, text, sealed } = newPublication({ seed: 'control', unsealed: IN_CLEAR });
    return { id, publisher: 'Xinghe', envelope: text, sealed };
  }

  function inOwnName(envelope: Envelope, sealed: Buffer): LedgerPublication {
    const text = envelopeText(envelope);
    return { id: publicationId(Buffer.from(text)), publisher: envelope.p, envelope: text, sealed };
  }

  /** Everything that Qiming's client hears from Xinghe's peer about some publications. */
  async function streamed(publications: readonly LedgerPublication[]): Promise<Buffer> {
    const client = connectLedger(network.test, 'Qiming', { peerOf: 'Xinghe' });
    const events = await client.network.getBlockAndPrivateDataEvents({ startBlock: 0n });
    const heard: Buffer[] = [];
    try {
      for await (const event of events) {
        heard.push(Buffer.from(event.serializeBinary()));
        const all = Buffer.concat(heard);
        if (publications.every(({ sealed }) => all.includes(sealed))) return all;
      }
      throw new Error('the stream ended');
    } finally {
      events.close();
      client.close();
    }
  }

  it('streams blocks with private data (2a): unsealed values leak, sealed ones stay sealed', async () => {
    const control = unsealed();
    expect(await network.actors.xinghe.publish(control)).to.equal('VALID');
    const genuine = await network.publishStock(SEALED);
    const loot = await streamed([control, genuine]);
    expect(loot.includes(IN_CLEAR), 'the control leaks, so the search works').to.equal(true);
    expect(loot.includes(genuine.sealed), 'ciphertext is had by any member').to.equal(true);
    for (const text of [SEALED, '"location"', '"1200"', 'inventory']) {
      expect(loot.includes(text), text).to.equal(false);
    }
    expect((await network.shown()).products).to.include(SEALED);
  });

  it("reads the publisher's collection on its own peer (1e): its peer has nothing of it", async () => {
    const { qiming } = network.actors;
    const own = {
      op: 'putPrivate',
      collection: implicitCollection('Qiming'),
      key: 'own',
      value: 'x',
    } as const;
    expect(await qiming.write([own])).to.equal('VALID');
    expect((await qiming.readPrivate(own.collection, own.key)).toString()).to.equal('x');
    const { id } = await network.publishStock(`${SEALED}-0`);
    const refusal: unknown = await qiming
      .readPrivate(implicitCollection('Xinghe'), id)
      .catch((error: unknown) => error);
    expect(refusal).to.have.nested.property('details[0].message').that.includes('not available');
  });

  it('asks for them by ReadSealed: any member gets ciphertext, and finds no tag of its own', async () => {
    const genuine = await network.publishStock(`${SEALED}-2`);
    const loot = await network.actors.qiming.pull(genuine);
    expect(loot?.equals(genuine.sealed)).to.equal(true);
    expect(loot?.includes(SEALED)).to.equal(false);
    const ours = pairKey(newKeyPair(), await network.newestKeyOf('Xinghe'));
    const envelope = readEnvelope(genuine.envelope.toString());
    const candidates = ours === undefined ? [] : [{ ownVersion: 1, theirVersion: 1, pairKey: ours }];
    expect(candidates).to.have.length(1);
    expect(findOwnTag(envelope, 'Qiming', candidates)).to.equal(undefined);
    expect((await network.shown()).products).to.include(`${SEALED}-2`);
  });

  it('publishes them as its own: nobody finds a tag in them, and nothing is shown in its name', async () => {
    const genuine = await network.publishStock(`${SEALED}-3`);
    const { envelope } = readEnvelope(genuine.envelope.toString());
    const before = await network.shown();
    const copy = inOwnName({ ...envelope, p: 'Qiming' }, genuine.sealed);
    expect(await network.actors.qiming.publish(copy)).to.equal('VALID');
    expect(await network.actors.guyu.verify(copy)).to.equal('OK');
    const { products } = await network.shown();
    expect(products).to.have.members(before.products);
  });
});
