// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { xinqiao } from '../sealing/publications.js';
import type { FakeLedger } from './fake-ledger.js';
import { keyOf, RunningReceiver } from './running-receiver.js';

describe('receiver after an interruption', () => {
  let running: RunningReceiver;
  let ledger: FakeLedger;

  beforeEach(async () => {
    running = await RunningReceiver.start();
    ({ ledger } = running);
    await running.read(ledger.commit([keyOf(xinqiao), keyOf(running.member)]));
  });

  afterEach(async () => {
    await running.remove();
  });

  it('pulls what was pending', async () => {
    ledger.away.add('Xinqiao');
    const publication = running.sealed();
    await running.read(ledger.commit([publication]));
    await running.stop();
    ledger.away.delete('Xinqiao');
    await running.restart();
    await running.become('opened', publication);
  });

  for (const place of ['between pull and store', 'between store and change']) {
    it(`takes up a publication whose reading ended ${place}`, async () => {
      await running.restart((name) => {
        if (name === place) throw new Error('the process dies here');
      });
      const publication = running.sealed();
      ledger.commit([publication]);
      await running.until(() => ledger.pulls.length > 0);
      await running.restart();
      await running.become('opened', publication);
      expect(await running.arrivalsOf(publication)).to.have.length(1);
    });
  }

  it('gives an arrival the same number when it is read again', async () => {
    await running.restart((name) => {
      if (name === 'between store and change') throw new Error('the process dies here');
    });
    const publication = running.sealed();
    ledger.commit([publication]);
    await running.until(async () => (await running.arrivalsOf(publication)).length === 1);
    const before = await running.arrivalsOf(publication);
    await running.restart();
    await running.become('opened', publication);
    expect(await running.arrivalsOf(publication)).to.deep.equal(before);
  });

  it('builds the projection again from ledger and vault, without a pull', async () => {
    const list = [running.sealed(), running.sealed({}, ['identity'])];
    ledger.commit(list);
    await running.become('opened', ...list);
    const before = await Promise.all(list.map((publication) => running.arrivalsOf(publication)));
    await running.deleteProjection();
    ledger.away.add('Xinqiao');
    await running.restart();
    await running.become('opened', ...list);
    expect(await Promise.all(list.map((publication) => running.arrivalsOf(publication)))).to.deep.equal(
      before,
    );
  });
});
