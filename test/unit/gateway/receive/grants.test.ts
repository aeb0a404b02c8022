// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { seal } from '@chainshare/gateway/internal/sealing/seal.js';
import { newMember, requestOf, xinqiao } from '../sealing/publications.js';
import type { FakeLedger } from './fake-ledger.js';
import { keyOf, records, RunningReceiver } from './running-receiver.js';

describe('receiver of grants', () => {
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

  it('opens what a later grant gives the keys of', async () => {
    const secret = seal(requestOf({ records }));
    await running.read(ledger.commit([secret]));
    expect(await running.stateOf(secret)).to.equal('foreign');
    ledger.commit([running.grantOf(secret, ['identity', 'quantity'])]);
    await running.become('opened', secret);
    expect(await running.sectionsOf(secret)).to.deep.equal([['identity', 'quantity']]);
  });

  it('pulls after a restart what a grant gave the keys of', async () => {
    const secret = seal(requestOf({ records }));
    const grant = running.grantOf(secret, ['identity']);
    ledger.commit([secret], [grant]);
    ledger.sealed.delete(secret.id);
    await running.become('opened', grant);
    await running.restart();
    ledger.sealed.set(secret.id, secret.sealed);
    await running.become('opened', secret);
  });

  it('does what a grant says before the grant counts as read, so that after a crash it is done', async () => {
    const secret = seal(requestOf({ records }));
    await running.read(ledger.commit([secret]));
    const grant = running.grantOf(secret, ['identity']);
    const readBlock = ledger.readBlock.bind(ledger);
    const states: (string | undefined)[] = [];
    ledger.readBlock = async () => {
      states.push(await running.stateOf(grant));
      throw new Error('the process ends here');
    };
    ledger.commit([grant]);
    await running.until(() => running.failures.length > 0);
    expect(states).to.deep.equal(['pending']);
    ledger.readBlock = readBlock;
    await running.restart();
    await running.become('opened', grant, secret);
  });

  it('adds the sections of a later grant to those it has', async () => {
    const publication = running.sealed({}, ['identity']);
    ledger.commit([publication]);
    await running.become('opened', publication);
    ledger.commit([running.grantOf(publication, ['identity', 'quantity'])]);
    await running.until(async () => (await running.sectionsOf(publication)).length === 2);
    expect(await running.sectionsOf(publication)).to.deep.equal([['identity'], ['identity', 'quantity']]);
  });

  it('ignores a grant of what another has published', async () => {
    const lingyun = newMember('Lingyun');
    const theirs = seal(requestOf({ publisher: lingyun.mspId, keyPair: lingyun.keyPair, records }));
    const grant = running.grantOf(theirs, ['identity']);
    ledger.commit([keyOf(lingyun)], [theirs]);
    ledger.commit([grant]);
    await running.become('opened', grant);
    expect(await running.stateOf(theirs)).to.equal('foreign');
  });

  it('ignores granted keys that open nothing of what it has', async () => {
    const publication = running.sealed({}, ['identity']);
    ledger.commit([publication]);
    await running.become('opened', publication);
    const grant = running.grantOf({ ...seal(requestOf({ records })), id: publication.id }, [
      'identity',
      'quantity',
    ]);
    ledger.commit([grant]);
    await running.become('opened', grant);
    expect(await running.sectionsOf(publication)).to.deep.equal([['identity']]);
  });

  it('counts as unreadable what granted keys do not open, and forgets the keys', async () => {
    const secret = seal(requestOf({ records }));
    const other = seal(requestOf({ records }));
    ledger.commit([secret], [running.grantOf({ ...other, id: secret.id }, ['identity'])]);
    await running.become('unreadable', secret);
    expect(await running.store.read('opened.unpulled', null)).to.be.empty;
  });

  it('hides what its granter has ended', async () => {
    const publication = running.sealed();
    const identity = { type: 'end', statedAt: '2026-11-25T09:00:00Z', publications: [publication.id] };
    const end = running.sealed({ kind: 'grant', records: [{ identity }] });
    ledger.commit([publication]);
    await running.become('opened', publication);
    ledger.commit([end]);
    await running.until(() => running.arrivals.some(({ type }) => type === 'grant.revoked'));
  });
});
