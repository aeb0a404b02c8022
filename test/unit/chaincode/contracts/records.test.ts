// SPDX-License-Identifier: Apache-2.0
import { Records } from '@chainshare/chaincode/internal/contracts/records.js';
import { publicationKey, sha256, tombstoneKey, type SealedAnswer } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import type { Context } from 'fabric-contract-api';
import { newCertificate, type Certificate } from '../support/certificates.js';
import { FakeLedger, type Call, type Outcome } from '../support/fake-ledger.js';
import { listOf, newPublication, type Publication } from '../support/publications.js';
import { codeOf } from '../support/refusals.js';

const collection = '_implicit_org_Xinghe';
const records = new Records();

describe('contract Records', () => {
  let ledger: FakeLedger;
  let xinghe: Certificate;
  let qiming: Certificate;

  before(async () => {
    xinghe = await newCertificate('Xinghe', 'OU=client');
    qiming = await newCertificate('Qiming', 'OU=client');
  });

  beforeEach(() => {
    ledger = new FakeLedger(['Xinghe', 'Qiming']);
  });

  async function run<Result>(
    transaction: (ctx: Context) => Promise<Result>,
    call: Partial<Call> = {},
  ): Promise<Outcome<Result>> {
    return ledger.run({ caller: xinghe, chaincode: 'records', ...call }, async (ctx) => {
      await records.beforeTransaction(ctx);
      return transaction(ctx);
    });
  }

  async function publish(...publications: readonly Publication[]): Promise<Outcome<string>> {
    const { list, transient } = listOf(...publications);
    return run((ctx) => records.Publish(ctx, list), { transient });
  }

  async function restore(...publications: readonly Publication[]): Promise<Outcome<string>> {
    const { list, transient } = listOf(...publications);
    return run((ctx) => records.Restore(ctx, list), { transient });
  }

  async function purge(publication: Publication, call: Partial<Call> = {}): Promise<Outcome<void>> {
    return run((ctx) => records.Purge(ctx, publication.text), call);
  }

  async function verify({ envelope, id }: Publication, publisher = envelope.p): Promise<string> {
    const outcome = await run((ctx) => records.Verify(ctx, publisher, id), { caller: qiming });
    expect(outcome.writes).to.deep.equal([]);
    return outcome.result;
  }

  async function readSealed(...ids: readonly string[]): Promise<SealedAnswer> {
    const question = JSON.stringify(ids);
    const outcome = await run((ctx) => records.ReadSealed(ctx, question), { caller: qiming, peer: 'Xinghe' });
    return JSON.parse(outcome.result) as SealedAnswer;
  }

  it('refuses to run under another chaincode name', async () => {
    const { list, transient } = listOf(newPublication());
    const outcome = run((ctx) => records.Publish(ctx, list), { transient, chaincode: 'registers' });
    expect(await codeOf(outcome)).to.equal('WRONG_CHAINCODE');
  });

  it('refuses a function that does not exist', () => {
    expect(() => records.unknownTransaction()).to.throw('UNKNOWN_FUNCTION');
  });

  describe('Publish', () => {
    it('writes one public and one private key for each publication, in the order of the list', async () => {
      const [one, two] = [newPublication({ seed: 'one' }), newPublication({ seed: 'two' })];
      const { result, writes } = await publish(one, two);
      expect(result).to.equal('2');
      expect(writes).to.deep.equal(
        [one, two].flatMap(({ id }) => [`put pub~Xinghe~${id}`, `private ${collection} ${id}`]),
      );
      expect(ledger.state.get(publicationKey('Xinghe', one.id))?.toString()).to.equal(one.text);
      expect(ledger.collections.get(collection)?.get(one.id)).to.deep.equal(one.sealed);
    });

    it('writes the bytes of an inline publication into the own collection too', async () => {
      const inline = newPublication({ inline: true });
      await publish(inline);
      expect(ledger.collections.get(collection)?.get(inline.id)).to.deep.equal(inline.sealed);
    });

    it("refuses a caller on another enterprise's peer", async () => {
      const { list, transient } = listOf(newPublication());
      const outcome = run((ctx) => records.Publish(ctx, list), { transient, peer: 'Qiming' });
      expect(await codeOf(outcome)).to.equal('ACCESS_DENIED');
    });

    it('refuses to speak for another enterprise', async () => {
      expect(await codeOf(publish(newPublication({ publisher: 'Qiming' })))).to.equal('ACCESS_DENIED');
    });

    it('refuses a call without sealed bytes', async () => {
      const { list } = listOf(newPublication());
      expect(await codeOf(run((ctx) => records.Publish(ctx, list)))).to.equal('SEALED_LIST');
    });

    it('tells how many of how many were published before', async () => {
      const [one, two] = [newPublication({ seed: 'one' }), newPublication({ seed: 'two' })];
      await publish(one);
      expect(await codeOf(publish(two, one))).to.equal('EXISTS');
      const refusal = await publish(two, one).catch((error: unknown) => String(error));
      expect(refusal).to.include(`1 of 2 were published before {"existing":1,"total":2,"ids":["${one.id}"]}`);
    });

    it('publishes although a stranger has put the same envelope under the public key', async () => {
      const publication = newPublication();
      ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from(publication.text));
      expect((await publish(publication)).result).to.equal('1');
    });

    it('refuses an id that was purged, before it looks for ones that exist', async () => {
      const [one, two] = [newPublication({ seed: 'one' }), newPublication({ seed: 'two' })];
      await publish(one, two);
      await purge(one);
      expect(await codeOf(publish(two, one))).to.equal('PURGED');
    });
  });

  describe('Restore', () => {
    it('puts back an envelope that was overwritten and sealed bytes that were lost', async () => {
      const publication = newPublication();
      await publish(publication);
      ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from('something else'));
      ledger.lost.add(publication.id);
      const { writes } = await restore(publication);
      expect(writes).to.deep.equal([
        `put pub~Xinghe~${publication.id}`,
        `private ${collection} ${publication.id}`,
      ]);
      expect(await verify(publication)).to.equal('OK');
      expect((await readSealed(publication.id)).values).to.deep.equal([
        publication.sealed.toString('base64'),
      ]);
    });

    it('refuses what was never published', async () => {
      expect(await codeOf(restore(newPublication()))).to.equal('PUBLICATION_NOT_FOUND');
    });

    it('refuses an id that was purged', async () => {
      const publication = newPublication();
      await publish(publication);
      await purge(publication);
      expect(await codeOf(restore(publication))).to.equal('PURGED');
    });

    it('refuses when other sealed bytes were committed under the id', async () => {
      const publication = newPublication();
      ledger.collections.get(collection)?.set(publication.id, Buffer.from('other bytes'));
      expect(await codeOf(restore(publication))).to.equal('ALTERED');
    });
  });

  describe('Purge', () => {
    it('removes the sealed bytes and leaves their hash as tombstone', async () => {
      const publication = newPublication();
      await publish(publication);
      const { writes } = await purge(publication);
      expect(writes).to.deep.equal([
        `purge ${collection} ${publication.id}`,
        `private ${collection} tomb~${publication.id}`,
      ]);
      const tombstone = ledger.collections.get(collection)?.get(tombstoneKey(publication.id));
      expect(tombstone).to.deep.equal(sha256(publication.sealed));
    });

    it('purges although a stranger has overwritten the public key', async () => {
      const publication = newPublication();
      await publish(publication);
      ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from('something else'));
      expect((await purge(publication)).writes).to.have.length(2);
    });

    it('refuses an inline publication', async () => {
      const inline = newPublication({ inline: true });
      await publish(inline);
      expect(await codeOf(purge(inline))).to.equal('NOT_PURGEABLE');
    });

    it('refuses what was purged or never published', async () => {
      const publication = newPublication();
      expect(await codeOf(purge(publication))).to.equal('PUBLICATION_NOT_FOUND');
      await publish(publication);
      await purge(publication);
      expect(await codeOf(purge(publication))).to.equal('PURGED');
    });

    it('refuses everybody but the publisher', async () => {
      const publication = newPublication();
      await publish(publication);
      expect(await codeOf(purge(publication, { caller: qiming }))).to.equal('ACCESS_DENIED');
      expect(await codeOf(purge(publication, { caller: qiming, peer: 'Xinghe' }))).to.equal('ACCESS_DENIED');
    });
  });

  describe('ReadPublication', () => {
    const read = async ({ envelope, id }: Publication): Promise<Outcome<string>> =>
      run((ctx) => records.ReadPublication(ctx, envelope.p, id), { caller: qiming });

    it('answers the envelope verbatim', async () => {
      const publication = newPublication();
      await publish(publication);
      expect(await read(publication)).to.deep.equal({ result: publication.text, writes: [] });
    });

    it('refuses when nothing or something else stands there', async () => {
      const publication = newPublication();
      expect(await codeOf(read(publication))).to.equal('PUBLICATION_NOT_FOUND');
      ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from('something else'));
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
      await publish(publication);
      const answer = await readSealed('0'.repeat(64), publication.id);
      expect(answer).to.deep.equal({ values: [null, publication.sealed.toString('base64')], next: null });
    });

    it('answers null for a value that has not reached this peer', async () => {
      const publication = newPublication();
      await publish(publication);
      ledger.lost.add(publication.id);
      expect((await readSealed(publication.id)).values).to.deep.equal([null]);
    });

    it('stops before 2 MB and tells where to go on', async () => {
      const large = ['one', 'two', 'three'].map((seed) => newPublication({ seed, bodyBytes: 900_000 }));
      for (const publication of large) await publish(publication);
      const ids = large.map(({ id }) => id);
      const answer = await readSealed(...ids);
      expect([answer.values.length, answer.next]).to.deep.equal([2, 2]);
      expect((await readSealed(...ids.slice(2))).next).to.equal(null);
    });

    it('refuses what is not an array of ids, so that no other private key can be named', async () => {
      for (const question of ['[]', '"x"', '[1]', `["tomb~${'0'.repeat(64)}"]`]) {
        const outcome = run((ctx) => records.ReadSealed(ctx, question));
        expect(await codeOf(outcome), question).to.equal('INVALID_REQUEST');
      }
    });
  });

  describe('Verify', () => {
    it('answers OK for a genuine publication and MISSING for none', async () => {
      const publication = newPublication();
      expect(await verify(publication)).to.equal('MISSING');
      await publish(publication);
      expect(await verify(publication)).to.equal('OK');
    });

    it('answers PURGED after a purge', async () => {
      const publication = newPublication();
      await publish(publication);
      await purge(publication);
      expect(await verify(publication)).to.equal('PURGED');
    });

    it('answers ALTERED when another value, or one of another publisher, stands there', async () => {
      const publication = newPublication();
      await publish(publication);
      ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from('{}'));
      ledger.state.set(publicationKey('Qiming', publication.id), Buffer.from(publication.text));
      expect(await verify(publication)).to.equal('ALTERED');
      expect(await verify(publication, 'Qiming')).to.equal('ALTERED');
    });

    it('answers FORGED when the publisher has committed nothing, or other bytes', async () => {
      const publication = newPublication();
      ledger.state.set(publicationKey('Xinghe', publication.id), Buffer.from(publication.text));
      expect(await verify(publication)).to.equal('FORGED');
      ledger.collections.get(collection)?.set(publication.id, Buffer.from('other bytes'));
      expect(await verify(publication)).to.equal('FORGED');
    });

    it('answers PUBLISHER_LEFT when the collection of the publisher is gone', async () => {
      const publication = newPublication();
      await publish(publication);
      ledger.collections.delete(collection);
      expect(await verify(publication)).to.equal('PUBLISHER_LEFT');
    });
  });
});
