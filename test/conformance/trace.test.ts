// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import type { Gateway } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import type { Credential } from '#network/crypto/authority.js';
import type { EmbeddedLedger } from '#network/embedded/index.js';
import { differences, readTrace } from './compare.js';
import { Recorder } from './recorder.js';
import {
  CHAINCODE_DIR,
  connectAs,
  newMaterial,
  startTestLedger,
  type Connection,
  type Material,
} from './test-ledger.js';
import { identities, unknownThings } from './trace-callers.js';
import { chaincodeCalls, collections, failures, implicitCollections, keyPolicies } from './trace-private.js';
import { conflicts, keys, pages, ranges } from './trace-public.js';

const FABRIC = fileURLToPath(new URL('../../conformance/trace-fabric-3.1.1.jsonl', import.meta.url));
const POLICY = '/Channel/Application/Endorsement';

const CHAINCODES = [
  {
    name: 'basic',
    version: '1.0',
    dir: CHAINCODE_DIR,
    packageId: 'basic_1.0:abc',
    policy: POLICY,
    collections: [
      {
        name: 'shared',
        policy: "OR('Org1MSP.member','Org2MSP.member')",
        requiredPeerCount: 0,
        maxPeerCount: 2,
        blockToLive: 0,
        memberOnlyRead: true,
        memberOnlyWrite: true,
      },
      {
        name: 'org1only',
        policy: "OR('Org1MSP.member')",
        requiredPeerCount: 0,
        maxPeerCount: 1,
        blockToLive: 3,
        memberOnlyRead: true,
        memberOnlyWrite: false,
        endorsementPolicy: "OR('Org1MSP.peer')",
      },
    ],
  },
  {
    name: 'other',
    version: '2.0',
    dir: CHAINCODE_DIR,
    packageId: 'other_2.0:def',
    policy: "OR('Org1MSP.peer','Org2MSP.peer')",
  },
];

describe('the recorded trace of Fabric 3.1.1', function () {
  this.timeout(120_000);
  let material: Material;
  let ledger: EmbeddedLedger;
  const connections: Connection[] = [];

  before(async () => {
    material = await newMaterial(['Org1MSP', 'Org2MSP']);
    ledger = await startTestLedger(material, { chaincodes: CHAINCODES });
  });
  after(async () => {
    for (const connection of connections) connection.close();
    await ledger.stop();
    await material.remove();
  });

  const connect = (home: string, mspId: string, identity: Credential): Gateway => {
    const connection = connectAs(mspId, identity, ledger.peers.get(home)?.endpoint ?? '');
    connections.push(connection);
    return connection.gateway;
  };

  it('is what the embedded ledger does', async () => {
    const [one, two] = material.organisations;
    if (!one || !two) throw new Error('two organisations were made');
    const gateways = {
      1: connect(one.mspId, one.mspId, one.user),
      2: connect(two.mspId, two.mspId, two.user),
    };
    const recorder = await Recorder.start(gateways);
    for (const chapter of [keys, ranges, pages, conflicts, implicitCollections, collections]) {
      await chapter(recorder);
    }
    for (const chapter of [keyPolicies, failures, chaincodeCalls]) await chapter(recorder);
    await identities(recorder, one, (mspId, identity) => connect(one.mspId, mspId, identity));
    await unknownThings(recorder, gateways[1]);
    const recorded = readTrace(FABRIC);
    const different = differences(recorded, recorder.observations);
    process.stdout.write(`      ${different.length} of ${recorded.length} observations differ\n`);
    expect(different.join('\n')).to.equal('');
  });
});
