// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { eventually } from './support/eventually.js';
import { FaultNetwork } from './support/fault-network.js';
import { assertHoldsOnce, settled, statusOf, stockHeld } from './support/holdings.js';
import { PublishCall, type Acknowledged } from './support/publish-call.js';

describe('peer stopped', function () {
  this.timeout(240_000);

  let network: FaultNetwork;
  const acknowledged: Acknowledged[] = [];

  before(async () => {
    network = await FaultNetwork.start();
  });

  after(async () => {
    await network.remove();
  });

  it('lets a supplier publish while the peer of its customer is away', async () => {
    const { ledger, xinghe, qiming } = network;
    await ledger.stopPeer('Qiming');
    for (let i = 0; i < 3; i++) acknowledged.push(await new PublishCall().acknowledged(xinghe));
    expect(await statusOf(qiming)).to.have.nested.property('ledger.reachable', false);
    expect(await qiming.ask('/readyz')).to.have.property('status', 503);
    expect(await stockHeld(qiming)).to.deep.equal({});
  });

  it('counts as pending what cannot be pulled while the peer of the supplier is away', async () => {
    const { ledger, qiming } = network;
    await ledger.stopPeer('Xinghe');
    await ledger.startPeer('Qiming');
    await eventually('three publications are pending', async () =>
      (await statusOf(qiming)).pending === 3 ? true : undefined,
    );
    const page = await qiming.read('/v1/records?kind=inventory');
    expect(page).to.deep.include({ data: [], pending: 3 });
  });

  it('has nothing pending once that peer is back', async () => {
    const { ledger, xinghe, qiming } = network;
    await ledger.startPeer('Xinghe');
    for (const gateway of [qiming, xinghe]) {
      await settled(gateway, acknowledged);
      await assertHoldsOnce(gateway, acknowledged);
    }
  });

  it('takes a call while its own peer is away, and publishes it after a crash and the return of the peer', async () => {
    const { ledger, xinghe, qiming } = network;
    await ledger.stopPeer('Xinghe');
    const call = new PublishCall();
    expect(await call.send(xinghe, 1)).to.have.property('status', 202);
    await xinghe.kill();
    const starting = xinghe.start();
    const ready = await eventually('the gateway serves before it has joined', () => xinghe.ask('/readyz'));
    expect(ready.status).to.equal(503);
    await assertHoldsOnce(xinghe, acknowledged);
    await ledger.startPeer('Xinghe');
    await starting;
    await settled(xinghe, acknowledged);
    acknowledged.push(await call.acknowledged(xinghe));
    await settled(qiming, acknowledged);
    await assertHoldsOnce(qiming, acknowledged);
  });
});
