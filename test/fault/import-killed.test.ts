// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { eventually } from './support/eventually.js';
import { FaultNetwork } from './support/fault-network.js';
import { assertHoldsOnce, assertNothingHalfWritten, jobsOf, settled } from './support/holdings.js';
import type { KillableGateway } from './support/killable-gateway.js';
import { PublishCall, type Acknowledged } from './support/publish-call.js';

/** A publication holds 3,000 records and a transaction 1 MB of sealed bytes: this takes several of both. */
const ROWS = 5_000;

describe('import killed in the middle', function () {
  this.timeout(240_000);

  const call = new PublishCall(ROWS);
  let network: FaultNetwork;
  let xinghe: KillableGateway;
  let acknowledged: Acknowledged;
  let path: string;

  before(async () => {
    network = await FaultNetwork.start();
    ({ xinghe } = network);
  });

  after(async () => {
    await network.remove();
  });

  it('keeps what it had sealed, when it dies in the middle of the file', async () => {
    await xinghe.dieAt('after vault');
    expect(await call.send(xinghe), 'its answer').to.equal(undefined);
    await xinghe.died();
    const [job, ...others] = jobsOf(xinghe);
    expect(others).to.deep.equal([]);
    expect(job).to.have.property('state', 'reading');
    expect(job?.sealed).to.be.within(1, ROWS - 1);
    path = `/v1/imports/${job?.id ?? ''}`;
  });

  it('goes on where it was and ends, though it dies once more of a later transaction', async () => {
    await xinghe.startAndDieAt('after submit', 2);
    await xinghe.start();
    const done = await eventually('the import is done', async () => {
      const view = await xinghe.read(path);
      return view['state'] === 'running' ? undefined : view;
    });
    expect(done).to.deep.include({ state: 'done', done: ROWS, total: ROWS, errors: [] });
  });

  it('answers its repetition with everything that it has published, in several transactions', async () => {
    acknowledged = await call.acknowledged(xinghe);
    expect(acknowledged.answer.body).to.include({ accepted: ROWS, rejected: 0 });
    expect(new Set(acknowledged.publications.map(({ transactionId }) => transactionId))).to.have.length.above(
      1,
    );
    expect(await call.send(xinghe)).to.deep.equal(acknowledged.answer);
  });

  it('has published every row once', async () => {
    for (const gateway of [xinghe, network.qiming]) {
      await settled(gateway, [acknowledged]);
      await assertHoldsOnce(gateway, [acknowledged]);
      await assertNothingHalfWritten(gateway);
    }
  });
});
