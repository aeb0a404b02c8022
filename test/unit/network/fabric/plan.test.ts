// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { packChaincode } from '#network/fabric/chaincode-package.js';
import { configtxYaml } from '#network/fabric/configtx.js';
import { ordererEnvironment, peerEnvironment } from '#network/fabric/node-environment.js';
import { allPeers, planNetwork } from '#network/fabric/plan.js';
import { readTopology } from '#network/fabric/topology.js';
import { root } from '../../project/sources.js';

const topology = readTopology(path.join(root, 'network/fabric/topologies/demo.yaml'));
const plan = planNetwork(topology, '/data', 21_000);

describe('the plan of a Fabric network', () => {
  it('gives every node ports of its own', () => {
    const ports = [
      ...plan.orderers.flatMap(({ port, adminPort, operationsPort }) => [port, adminPort, operationsPort]),
      ...allPeers(plan).flatMap((peer) => [peer.port, peer.chaincodeListenPort, peer.operationsPort]),
      ...plan.organisations.map(({ chaincodeAddress }) => Number(chaincodeAddress.split(':')[1])),
    ];
    expect(new Set(ports).size).to.equal(ports.length);
    expect(Math.min(...ports)).to.equal(21_000);
  });

  it('is the same for the same topology and first port', () => {
    expect(planNetwork(topology, '/data', 21_000)).to.deep.equal(plan);
  });

  it('keeps everything of an organisation in the folder of its name', () => {
    for (const { id, folder, chaincodeFolder, peers } of plan.organisations) {
      expect(folder).to.equal(`/data/${id}`);
      for (const place of [chaincodeFolder, ...peers.map((peer) => peer.folder)]) {
        expect(place.startsWith(`${folder}/`)).to.equal(true);
      }
    }
  });
});

describe('the channel configuration', () => {
  const { Profiles } = parse(configtxYaml(plan)) as { Profiles: { Channel: Record<string, never> } };
  const application = Profiles.Channel['Application'] as unknown as {
    Organizations: readonly { Name: string; AnchorPeers: readonly object[] }[];
    Policies: Record<string, { Rule: string }>;
  };

  it('lets any one organisation endorse records, and a majority registers', () => {
    expect(application.Policies['Records']?.Rule).to.equal('ANY Endorsement');
    expect(application.Policies['Registers']?.Rule).to.equal('MAJORITY Endorsement');
  });

  it('names an anchor peer of every organisation, without which others cannot find its peers', () => {
    expect(application.Organizations.map(({ Name }) => Name)).to.deep.equal(
      topology.organisations.map(({ id }) => id),
    );
    for (const { AnchorPeers } of application.Organizations) expect(AnchorPeers).to.have.length(1);
  });

  it('repeats no object by alias, which configtxgen would read but people would not', () => {
    expect(configtxYaml(plan)).to.not.match(/[&*]a\d+/);
  });
});

describe('the environment of a node', () => {
  const [peer] = allPeers(plan);
  const [orderer] = plan.orderers;
  if (peer === undefined || orderer === undefined)
    throw new Error('the demonstration has a peer and an orderer');

  it('protects a peer against being stalled by transactions that name its collection', () => {
    const env = peerEnvironment(peer, { config: '/config', builder: '/builder', bootstrap: '127.0.0.1:1' });
    expect(env['CORE_PEER_GOSSIP_PVTDATA_SKIPPULLINGINVALIDTRANSACTIONSDURINGCOMMIT']).to.equal('true');
    expect(env['CORE_VM_ENDPOINT']).to.equal('');
  });

  it('has an orderer listen with TLS on its own address', () => {
    const env = ordererEnvironment(orderer, '/config');
    expect(env['ORDERER_GENERAL_LISTENPORT']).to.equal(String(orderer.port));
    expect(env['ORDERER_GENERAL_TLS_ENABLED']).to.equal('true');
  });
});

describe('a chaincode package', () => {
  it('has the same bytes and the same id each time it is packed', async () => {
    const [first, second] = [await packChaincode('chainshare_1'), await packChaincode('chainshare_1')];
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).to.equal(true);
    expect(first.packageId).to.match(/^chainshare_1:[0-9a-f]{64}$/);
  });

  it('has another id under another label', async () => {
    expect((await packChaincode('chainshare_2')).packageId).to.not.contain(
      (await packChaincode('chainshare_1')).packageId.split(':')[1],
    );
  });
});
