// SPDX-License-Identifier: Apache-2.0
import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import { JobWatch } from '@chainshare/gateway/internal/publish/job-watch.js';
import { callOf, RunningPublisher, stock } from './running-publisher.js';

describe('waiting for a job', () => {
  let publisher: RunningPublisher;
  before(async () => {
    publisher = await RunningPublisher.start();
  });
  after(async () => {
    await publisher.remove();
  });

  it('leaves nothing behind when it is over', async () => {
    const { location = '' } = await publisher.publish(callOf('k', [stock()], { waitSeconds: 0 }));
    const job = location.replace('/v1/imports/', '');
    const signals: AbortSignal[] = [];
    const progress = {
      block: Infinity,
      reached(_: number, signal: AbortSignal) {
        signals.push(signal);
        return Promise.resolve(true);
      },
    };
    const watch = new JobWatch(publisher.store, progress);
    while ((await watch.read(job))?.state !== 'done') await new Promise(setImmediate);
    expect(await watch.ended(job, 60)).to.include({ id: job, state: 'done' });
    expect(await watch.settled('inventory', 60)).to.equal(true);
    expect(signals).to.have.length(2);
    for (const signal of signals) expect(getEventListeners(signal, 'abort')).to.deep.equal([]);
  });
});
