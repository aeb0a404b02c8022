// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { seal } from '@chainshare/gateway/internal/sealing/seal.js';
import { newMember, recipientOf, requestOf, xinqiao } from '../sealing/publications.js';
import type { FakeLedger } from './fake-ledger.js';
import { keyOf, records, RunningReceiver } from './running-receiver.js';

describe('receiver', () => {
  let running: RunningReceiver;
  let ledger: FakeLedger;

  beforeEach(async () => {
    running = await RunningReceiver.start();
    ({ ledger } = running);
    ledger.commit([keyOf(xinqiao), keyOf(running.member)]);
  });

  afterEach(async () => {
    await running.remove();
  });

  it('pulls, opens and keeps what is tagged for it', async () => {
    const publication = running.sealed();
    ledger.commit([publication]);
    await running.become('opened', publication);
    const [kept] = await running.store.read('received.read', { publications: [publication.id] });
    expect(kept).to.include({ publisher: 'Xinqiao', source: 'wrap', envelope: publication.envelope });
    expect(await running.sectionsOf(publication)).to.deep.equal([['identity', 'quantity']]);
    await running.until(() => running.arrivals.some(({ type }) => type === 'record.received'));
  });

  it('does not ask for what is meant for others', async () => {
    const foreign = seal(requestOf({ records, recipients: [recipientOf(newMember('Lingyun'))] }));
    await running.read(ledger.commit([foreign]));
    expect(await running.stateOf(foreign)).to.equal('foreign');
    expect(ledger.pulls).to.be.empty;
  });

  it('pulls many publications of one publisher with one question', async () => {
    const list = Array.from({ length: 20 }, () => running.sealed());
    ledger.away.add('Xinqiao');
    ledger.commit(list);
    await running.until(() => ledger.pulls.some(({ ids }) => ids === 20));
    ledger.away.delete('Xinqiao');
    await running.become('opened', ...list);
    expect(ledger.pulls.at(-1)).to.deep.equal({ publisher: 'Xinqiao', ids: 20 });
  });

  it('asks on when an answer covers only some of the ids', async () => {
    ledger.answersMax = 3;
    const list = Array.from({ length: 8 }, () => running.sealed());
    ledger.commit(list);
    await running.become('opened', ...list);
  });

  it('goes on reading blocks while a publisher is away, and pulls when it returns', async () => {
    ledger.away.add('Xinqiao');
    const publication = running.sealed();
    ledger.commit([publication]);
    await running.read(ledger.commit());
    expect(await running.stateOf(publication)).to.equal('pending');
    ledger.away.delete('Xinqiao');
    await running.become('opened', publication);
  });

  it('asks again for bytes that are not there yet', async () => {
    const publication = running.sealed();
    ledger.commit([publication]);
    ledger.sealed.delete(publication.id);
    await running.until(() => ledger.pulls.length > 1);
    ledger.sealed.set(publication.id, publication.sealed);
    await running.become('opened', publication);
  });

  it('notices that a publication was purged before it could be pulled', async () => {
    const publication = running.sealed();
    ledger.purged.add(publication.id);
    ledger.commit([publication]);
    await running.become('purged', publication);
  });

  it('counts as unreadable what its publisher never answers rightly', async () => {
    const publication = running.sealed();
    ledger.commit([publication]);
    ledger.sealed.set(publication.id, randomBytes(publication.sealed.length));
    await running.become('unreadable', publication);
  });

  it('opens for everybody what is published to the network, without a pull', async () => {
    const identity = { names: { en: 'Xinqiao' }, updatedAt: '2026-11-25T08:00:00Z' };
    const open = { kind: 'profile', records: [{ identity }], audience: 'network', inline: true } as const;
    const profile = seal(requestOf(open));
    await running.read(ledger.commit([profile]));
    expect(await running.stateOf(profile)).to.equal('opened');
    expect(ledger.pulls).to.be.empty;
  });

  it('recognises what is sealed under a key of the same block', async () => {
    const newcomer = newMember('Lingyun');
    const { mspId: publisher, keyPair } = newcomer;
    const publication = seal(
      requestOf({ publisher, keyPair, records, recipients: [recipientOf(running.member)] }),
    );
    ledger.commit([publication], [keyOf(newcomer)]);
    await running.become('opened', publication);
  });

  it('does not believe a second key for a version', async () => {
    const impostor = newMember('Xinqiao');
    const forged = seal(
      requestOf({ keyPair: impostor.keyPair, records, recipients: [recipientOf(running.member)] }),
    );
    await running.read(ledger.commit([keyOf(impostor)], [forged]));
    expect(await running.stateOf(forged)).to.equal('foreign');
  });

  it('counts what was numbered for it and never came, after a hundred blocks', async () => {
    const [first, , third] = [running.sealed(), running.sealed(), running.sealed()];
    const block = ledger.commit([first, third]);
    await running.become('opened', first, third);
    const missing = (asOfBlock: number) => running.store.read('missing.count', { asOfBlock, own: 'Xinghe' });
    expect(await missing(block + 99)).to.deep.equal([]);
    expect(await missing(block + 100)).to.deep.equal([{ publisher: 'Xinqiao', count: 1 }]);
  });

  it('does not count as missing what may still be pulled', async () => {
    const [first, , third, fourth] = Array.from({ length: 4 }, () => running.sealed());
    if (first === undefined || third === undefined || fourth === undefined)
      throw new Error('four were sealed');
    const block = ledger.commit([first, third]);
    await running.become('opened', first, third);
    ledger.away.add('Xinqiao');
    await running.read(ledger.commit([fourth]));
    expect(
      await running.store.read('missing.count', { asOfBlock: block + 100, own: 'Xinghe' }),
    ).to.deep.equal([{ publisher: 'Xinqiao', count: 0 }]);
  });

  it('notices that two publications have one number', async () => {
    const first = running.sealed();
    const recipients = [recipientOf(running.member, { counter: 1n })];
    const second = seal(requestOf({ records, recipients }));
    ledger.commit([first], [second]);
    await running.become('opened', first, second);
    expect(await running.store.read('missing.twin', { publication: second.id })).to.equal(first.id);
    expect(await running.store.read('missing.twin', { publication: first.id })).to.equal(second.id);
  });

  it('goes on on no other ledger than the one it has read', async () => {
    await running.read(ledger.commit());
    await running.stop();
    ledger.first = 'another genesis';
    await running.restart();
    await running.until(() => running.failures.length > 0);
    expect(running.failures).to.have.nested.property('[0].code', 'LEDGER_MISMATCH');
  });

  it('opens by the wrap to itself an own publication that its vault has lost', async () => {
    const { mspId: publisher, keyPair } = running.member;
    const own = seal(requestOf({ publisher, keyPair, records }));
    ledger.commit([own]);
    await running.become('opened', own);
    const [kept] = await running.store.read('received.read', { publications: [own.id] });
    expect(kept).to.include({ source: 'own' });
    expect(await running.sectionsOf(own)).to.deep.equal([['identity', 'quantity', 'commercial', 'evidence']]);
  });
});
