// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { ledgerOf } from '#network/demo/fabric-ledger.js';
import { clientAddress, type PeerPlan } from '#network/fabric/plan.js';
import { leaderOf } from '#network/fabric/raft-leader.js';
import { retryUntilReady } from '#network/fabric/retry.js';
import { networkStatus } from '#network/fabric/status.js';
import { connectLedger, type LedgerClient } from '../support/ledger-client.js';
import { listOf, newPublication, type Publication } from '../unit/chaincode/support/publications.js';
import { TopologyNetwork } from './support/topology-network.js';

const TOPOLOGY = `channel: chain
fabric: 3.1.1
orderers:
  - { id: orderer0, organisation: Ordering, host: 127.0.0.1 }
  - { id: orderer1, organisation: Ordering, host: 127.0.0.1 }
  - { id: orderer2, organisation: Ordering, host: 127.0.0.1 }
organisations:
  - { id: Xinghe, peers: 2 }
  - { id: Qiming }
`;

/** An election, and gossip that forgets a dead peer, take seconds; the rest is for slow machines. */
const PATIENCE_MS = 240_000;

describe('three orderers and a second peer', function () {
  this.timeout(PATIENCE_MS);

  let network: TopologyNetwork;
  let clients: LedgerClient[] = [];

  before(async () => {
    network = await TopologyNetwork.start(TOPOLOGY);
  });

  after(() => network.remove());

  afterEach(async () => {
    for (const client of clients) client.close();
    clients = [];
    await network.up();
  });

  const peer = (mspId: string, index = 0): PeerPlan => {
    const found = network.fabric.plan.organisations.find(({ id }) => id === mspId)?.peers[index];
    if (found === undefined) throw new Error(`${mspId} has no peer ${index}`);
    return found;
  };

  /** The contract of the records, through one peer of the enterprise. */
  const records = (mspId: string, index = 0) => {
    const ledger = ledgerOf(network.fabric);
    const { tlsRootCert } = ledger.peers.get(mspId) ?? {};
    const at = { endpoints: [clientAddress(peer(mspId, index))], ...(tlsRootCert && { tlsRootCert }) };
    const place = {
      ledger: { channel: ledger.channel, peers: new Map([[mspId, at]]) },
      dataDir: network.dataDir,
    };
    const client = connectLedger(place, mspId);
    clients.push(client);
    return client.network.getContract('records', 'Records');
  };

  /** Publishes through one peer of Xinghe, as often as it takes. */
  const publish = async (publication: Publication, index: number): Promise<void> => {
    const contract = records('Xinghe', index);
    const { list, transient } = listOf(publication);
    const proposal = { arguments: [list], transientData: transient, endorsingOrganizations: ['Xinghe'] };
    await retryUntilReady(async () => {
      // An attempt whose outcome was unknown may have been recorded: then it is there.
      if ((await verdict(publication, contract)) === 'OK') return;
      await contract.submit('Publish', proposal);
    });
  };

  const verdict = async ({ id }: Publication, contract: ReturnType<typeof records>): Promise<string> =>
    Buffer.from(await contract.evaluateTransaction('Verify', 'Xinghe', id)).toString();

  const untilKnownTo = async (mspId: string, publication: Publication): Promise<void> => {
    const contract = records(mspId);
    await retryUntilReady(async () => {
      expect(await verdict(publication, contract)).to.equal('OK');
    });
  };

  const kill = (name: string): void => {
    network.fabric.processes.signal(name, 'SIGKILL');
  };

  it('publish on when the leading orderer is killed, under another leader', async () => {
    const before = await retryUntilReady(async () => {
      const leader = await leaderOf(network.fabric.plan);
      if (leader === undefined) throw new Error('no orderer leads');
      return leader;
    });
    kill(before.id);
    const publication = newPublication({ seed: 'leader killed' });
    await publish(publication, 0);
    await untilKnownTo('Qiming', publication);
    expect((await leaderOf(network.fabric.plan))?.id).to.not.be.oneOf([before.id, undefined]);
  });

  it('publish on through the second peer when the first is killed', async () => {
    kill(peer('Xinghe').name);
    const publication = newPublication({ seed: 'first peer killed' });
    await publish(publication, 1);
    await untilKnownTo('Qiming', publication);
  });

  it('publish on when the second peer hangs, which is then told by its state', async () => {
    const { processes } = network.fabric;
    processes.signal(peer('Xinghe', 1).name, 'SIGSTOP');
    const publication = newPublication({ seed: 'second peer hangs' });
    await publish(publication, 0);
    await untilKnownTo('Qiming', publication);
    const hung = (await networkStatus(processes)).filter(({ state }) => state === 'hung');
    expect(hung.map(({ name }) => name)).to.deep.equal(['Xinghe/peer1']);
    processes.signal(peer('Xinghe', 1).name, 'SIGCONT');
  });

  it('hold the sealed bytes of a publication on both peers of its publisher', async () => {
    const publication = newPublication({ seed: 'on both peers' });
    await publish(publication, 0);
    const contract = records('Xinghe', 1);
    await retryUntilReady(async () => {
      const bytes = await contract.evaluateTransaction('ReadSealed', JSON.stringify([publication.id]));
      const { values } = JSON.parse(Buffer.from(bytes).toString()) as { readonly values: readonly string[] };
      expect(values).to.deep.equal([publication.sealed.toString('base64')]);
    });
  });

  it('are left as they are by a second start', async () => {
    const before = network.fabric.processes.records;
    await network.up();
    expect(network.fabric.processes.records).to.deep.equal(before);
  });
});
