// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '@chainshare/client';
import { expect } from 'chai';
import { DEMO_ENTERPRISES } from '#network/demo/enterprises.js';
import { ledgerOf } from '#network/demo/fabric-ledger.js';
import { startLocalNetwork, type LocalNetwork } from '#network/demo/local-network.js';
import { publishStock, received } from '../scenario/support/stock.js';
import { GivenFolder } from '../support/outside-authority.js';
import { TopologyNetwork } from './support/topology-network.js';

const topology = (dir: string): string => `channel: chain
fabric: 3.1.1
orderers: [{ id: orderer0, organisation: Ordering, host: 127.0.0.1 }]
organisations: [{ id: Xinghe, peers: 2 }, { id: Qiming }]
certificates: { dir: ${JSON.stringify(dir)}, of: [Xinghe, Ordering] }
`;

describe('a network with certificates of outside authorities', function () {
  this.timeout(240_000);

  let dir: string;
  let nodes: TopologyNetwork;
  let network: LocalNetwork;

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'chainshare-given-'));
    await (await GivenFolder.new(dir, 'Xinghe')).fillForMember(2);
    await (await GivenFolder.new(dir, 'Ordering')).fillForOrderer('orderer0');
    nodes = await TopologyNetwork.start(topology(dir));
    network = await startLocalNetwork(ledgerOf(nodes.fabric), {
      dataDir: nodes.dataDir,
      enterprises: DEMO_ENTERPRISES.filter(({ id }) => ['Xinghe', 'Qiming'].includes(id)),
      firstPort: 0,
      filesIn: nodes.dataDir,
    });
  });

  after(async () => {
    await network.stop();
    await nodes.remove();
    await rm(dir, { recursive: true });
  });

  it('publishes, and proves what was said up to the root of the outside authority', async () => {
    const as = (enterprise: string) => connect({ network: network.networkFile, as: enterprise });
    const id = await publishStock(await as('Xinghe'), '2026-11-25T08:00:00Z');
    const qiming = await as('Qiming');
    await received(qiming, id);
    expect(await qiming.verify(await qiming.proof(id, 2))).to.include({ publisher: 'Xinghe' });
    expect(network.ledger.trust.msps['Xinghe']?.intermediates).to.have.length(1);
  });

  it('is left as it is by a second start', async () => {
    const before = nodes.fabric.processes.records;
    await nodes.up();
    expect(nodes.fabric.processes.records).to.deep.equal(before);
  });
});
