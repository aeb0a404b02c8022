// SPDX-License-Identifier: Apache-2.0
import { publicationId, publicationKey } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import type { Outcome } from '../support/fake-ledger.js';
import { newPublication, type Publication } from '../support/publications.js';
import { collection, RecordsOnLedger } from '../support/records-on-ledger.js';
import { codeOf } from '../support/refusals.js';

describe('contract Records: reading', () => {
  let on: RecordsOnLedger;

  beforeEach(async () => {
    on = await RecordsOnLedger.new();
  });

  describe('ReadPublication', () => {
    const read = async ({ envelope, id }: Publication): Promise<Outcome<string>> =>
      on.run((ctx) => on.contract.ReadPublication(ctx, envelope.p, id), { caller: on.qiming });

    it('answers the envelope verbatim', async () => {
      const publication = newPublication();
      await on.publish(publication);
      expect(await read(publication)).to.deep.equal({ result: publication.text, writes: [] });
    });

    it('refuses when nothing or something else stands there', async () => {
      const publication = newPublication();
      expect(await codeOf(read(publication))).to.equal('PUBLICATION_NOT_FOUND');
      on.ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from('something else'));
      expect(await codeOf(read(publication))).to.equal('ALTERED');
    });

    it('refuses names that are none', async () => {
      const publication = newPublication();
      expect(await codeOf(read({ ...publication, id: `tomb~${publication.id}` }))).to.equal(
        'INVALID_REQUEST',
      );
    });
  });

  describe('ReadSealed', () => {
    it("answers the own peer's sealed bytes to any member, and null for what it has not", async () => {
      const publication = newPublication();
      await on.publish(publication);
      const answer = await on.readSealed('0'.repeat(64), publication.id);
      expect(answer).to.deep.equal({ values: [null, publication.sealed.toString('base64')], next: null });
    });

    it('answers null for a value that has not reached this peer', async () => {
      const publication = newPublication();
      await on.publish(publication);
      on.ledger.lost.add(publication.id);
      expect((await on.readSealed(publication.id)).values).to.deep.equal([null]);
    });

    it('stops before 2 MB and tells where to go on', async () => {
      const large = ['one', 'two', 'three'].map((seed) => newPublication({ seed, bodyBytes: 900_000 }));
      for (const publication of large) await on.publish(publication);
      const ids = large.map(({ id }) => id);
      const answer = await on.readSealed(...ids);
      expect([answer.values.length, answer.next]).to.deep.equal([2, 2]);
      expect((await on.readSealed(...ids.slice(2))).next).to.equal(null);
    });

    it('refuses what is not an array of ids, so that no other private key can be named', async () => {
      for (const question of ['[]', '"x"', '[1]', `["tomb~${'0'.repeat(64)}"]`]) {
        const outcome = on.run((ctx) => on.contract.ReadSealed(ctx, question));
        expect(await codeOf(outcome), question).to.equal('INVALID_REQUEST');
      }
    });
  });

  describe('Verify', () => {
    it('answers OK for a genuine publication and MISSING for none', async () => {
      const publication = newPublication();
      expect(await on.verify(publication)).to.equal('MISSING');
      await on.publish(publication);
      expect(await on.verify(publication)).to.equal('OK');
    });

    it('answers PURGED after a purge', async () => {
      const publication = newPublication();
      await on.publish(publication);
      await on.purge(publication);
      expect(await on.verify(publication)).to.equal('PURGED');
    });

    it('answers PURGED also when the sealed bytes were put back behind the tombstone', async () => {
      const publication = newPublication();
      await on.publish(publication);
      await on.purge(publication);
      on.ledger.collections.get(collection)?.set(publication.id, publication.sealed);
      expect(await on.verify(publication)).to.equal('PURGED');
      expect(await codeOf(on.publish(publication))).to.equal('PURGED');
    });

    it('answers ALTERED when another value, or one of another publisher, stands there', async () => {
      const publication = newPublication();
      await on.publish(publication);
      on.ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from('{}'));
      on.ledger.state.set(publicationKey('Qiming', publication.id), Buffer.from(publication.text));
      expect(await on.verify(publication)).to.equal('ALTERED');
      expect(await on.verify(publication, 'Qiming')).to.equal('ALTERED');
    });

    it('answers FORGED when the publisher has committed nothing, or other bytes', async () => {
      const publication = newPublication();
      on.ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from(publication.text));
      expect(await on.verify(publication)).to.equal('FORGED');
      on.ledger.collections.get(collection)?.set(publication.id, Buffer.from('other bytes'));
      expect(await on.verify(publication)).to.equal('FORGED');
    });

    it('answers FORGED when bytes that are no envelope stand under their own hash', async () => {
      for (const text of ['not JSON', 'null', '{"p":"Xinghe","s":7}']) {
        const publication = { ...newPublication(), id: publicationId(Buffer.from(text)) };
        on.ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from(text));
        expect(await on.verify(publication), text).to.equal('FORGED');
      }
    });

    it('answers PUBLISHER_LEFT when the collection of the publisher is gone', async () => {
      const publication = newPublication();
      await on.publish(publication);
      on.ledger.collections.delete(collection);
      expect(await on.verify(publication)).to.equal('PUBLISHER_LEFT');
    });
  });
});
