// SPDX-License-Identifier: Apache-2.0
import { publicationKey, sha256, tombstoneKey } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { listOf, newPublication } from '../support/publications.js';
import { collection, RecordsOnLedger } from '../support/records-on-ledger.js';
import { codeOf } from '../support/refusals.js';

describe('contract Records: writing', () => {
  let on: RecordsOnLedger;

  beforeEach(async () => {
    on = await RecordsOnLedger.new();
  });

  it('refuses to run under another chaincode name', async () => {
    const { list, transient } = listOf(newPublication());
    const outcome = on.run((ctx) => on.contract.Publish(ctx, list), { transient, chaincode: 'registers' });
    expect(await codeOf(outcome)).to.equal('WRONG_CHAINCODE');
  });

  it('refuses a function that does not exist', () => {
    expect(() => on.contract.unknownTransaction()).to.throw('UNKNOWN_FUNCTION');
  });

  describe('Publish', () => {
    it('writes one public and one private key for each publication, in the order of the list', async () => {
      const [one, two] = [newPublication({ seed: 'one' }), newPublication({ seed: 'two' })];
      const { result, writes } = await on.publish(one, two);
      expect(result).to.equal('2');
      expect(writes).to.deep.equal(
        [one, two].flatMap(({ id }) => [`put pub~Xinghe~${id}`, `private ${collection} ${id}`]),
      );
      expect(on.ledger.state.get(publicationKey('Xinghe', one.id))?.toString()).to.equal(one.text);
      expect(on.ledger.collections.get(collection)?.get(one.id)).to.deep.equal(one.sealed);
    });

    it('writes the bytes of an inline publication into the own collection too', async () => {
      const inline = newPublication({ inline: true });
      await on.publish(inline);
      expect(on.ledger.collections.get(collection)?.get(inline.id)).to.deep.equal(inline.sealed);
    });

    it("refuses a caller on another enterprise's peer", async () => {
      const { list, transient } = listOf(newPublication());
      const outcome = on.run((ctx) => on.contract.Publish(ctx, list), { transient, peer: 'Qiming' });
      expect(await codeOf(outcome)).to.equal('ACCESS_DENIED');
    });

    it('refuses to speak for another enterprise', async () => {
      expect(await codeOf(on.publish(newPublication({ publisher: 'Qiming' })))).to.equal('ACCESS_DENIED');
    });

    it('refuses a call without sealed bytes', async () => {
      const { list } = listOf(newPublication());
      expect(await codeOf(on.run((ctx) => on.contract.Publish(ctx, list)))).to.equal('SEALED_LIST');
    });

    it('tells how many of how many were published before', async () => {
      const [one, two] = [newPublication({ seed: 'one' }), newPublication({ seed: 'two' })];
      await on.publish(one);
      expect(await codeOf(on.publish(two, one))).to.equal('EXISTS');
      const refusal = await on.publish(two, one).catch((error: unknown) => String(error));
      expect(refusal).to.include(`1 of 2 were published before {"existing":1,"total":2,"ids":["${one.id}"]}`);
    });

    it('publishes although a stranger has put the same envelope under the public key', async () => {
      const publication = newPublication();
      on.ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from(publication.text));
      expect((await on.publish(publication)).result).to.equal('1');
    });

    it('refuses an id that was purged, before it looks for ones that exist', async () => {
      const [one, two] = [newPublication({ seed: 'one' }), newPublication({ seed: 'two' })];
      await on.publish(one, two);
      await on.purge(one);
      expect(await codeOf(on.publish(two, one))).to.equal('PURGED');
    });
  });

  describe('Restore', () => {
    it('puts back an envelope that was overwritten and sealed bytes that were lost', async () => {
      const publication = newPublication();
      await on.publish(publication);
      on.ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from('something else'));
      on.ledger.lost.add(publication.id);
      const { writes } = await on.restore(publication);
      expect(writes).to.deep.equal([
        `put pub~Xinghe~${publication.id}`,
        `private ${collection} ${publication.id}`,
      ]);
      expect(await on.verify(publication)).to.equal('OK');
      expect((await on.readSealed(publication.id)).values).to.deep.equal([
        publication.sealed.toString('base64'),
      ]);
    });

    it('refuses what was never published', async () => {
      expect(await codeOf(on.restore(newPublication()))).to.equal('PUBLICATION_NOT_FOUND');
    });

    it('refuses an id that was purged', async () => {
      const publication = newPublication();
      await on.publish(publication);
      await on.purge(publication);
      expect(await codeOf(on.restore(publication))).to.equal('PURGED');
    });

    it('refuses when other sealed bytes were committed under the id', async () => {
      const publication = newPublication();
      on.ledger.collections.get(collection)?.set(publication.id, Buffer.from('other bytes'));
      expect(await codeOf(on.restore(publication))).to.equal('ALTERED');
    });
  });

  describe('Purge', () => {
    it('removes the sealed bytes and leaves their hash as tombstone', async () => {
      const publication = newPublication();
      await on.publish(publication);
      const { writes } = await on.purge(publication);
      expect(writes).to.deep.equal([
        `purge ${collection} ${publication.id}`,
        `private ${collection} tomb~${publication.id}`,
      ]);
      const tombstone = on.ledger.collections.get(collection)?.get(tombstoneKey(publication.id));
      expect(tombstone).to.deep.equal(sha256(publication.sealed));
    });

    it('purges although a stranger has overwritten the public key', async () => {
      const publication = newPublication();
      await on.publish(publication);
      on.ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from('something else'));
      expect((await on.purge(publication)).writes).to.have.length(2);
    });

    it('refuses an inline publication', async () => {
      const inline = newPublication({ inline: true });
      await on.publish(inline);
      expect(await codeOf(on.purge(inline))).to.equal('NOT_PURGEABLE');
    });

    it('refuses what was purged or never published', async () => {
      const publication = newPublication();
      expect(await codeOf(on.purge(publication))).to.equal('PUBLICATION_NOT_FOUND');
      await on.publish(publication);
      await on.purge(publication);
      expect(await codeOf(on.purge(publication))).to.equal('PURGED');
    });

    it('refuses everybody but the publisher', async () => {
      const publication = newPublication();
      await on.publish(publication);
      expect(await codeOf(on.purge(publication, { caller: on.qiming }))).to.equal('ACCESS_DENIED');
      expect(await codeOf(on.purge(publication, { caller: on.qiming, peer: 'Xinghe' }))).to.equal(
        'ACCESS_DENIED',
      );
    });
  });
});
