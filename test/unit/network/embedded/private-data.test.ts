// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ledger as ledgerMessages } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { CHAINCODE_DIR, CHANNEL, text } from '../../../conformance/test-ledger.js';
import { TestNetwork, failureOf } from './test-network.js';

const OWN = '_implicit_org_Org1MSP';
const MEMBERS = {
  name: 'members',
  policy: "OR('Org1MSP.member')",
  requiredPeerCount: 0,
  maxPeerCount: 0,
  blockToLive: 0,
  memberOnlyRead: true,
  memberOnlyWrite: false,
};

interface PrivateDataMap {
  entries(): Iterable<[number, ledgerMessages.rwset.TxPvtReadWriteSet]>;
}

describe('private data on the embedded ledger', function () {
  this.timeout(30_000);
  let test: TestNetwork;

  beforeEach(async () => {
    test = await TestNetwork.start(['Org1MSP', 'Org2MSP'], {
      compression: false,
      chaincodes: [
        {
          name: 'basic',
          version: '1',
          dir: CHAINCODE_DIR,
          packageId: 'p:1',
          policy: '/Channel/Application/Any',
          collections: [MEMBERS],
        },
      ],
      policies: { Any: 'ANY Endorsement' },
    });
  });
  afterEach(() => test.remove());

  async function keep(collection: string, key: string, value: string): Promise<void> {
    await test.contract('Org1MSP').submit('putPrivate', {
      arguments: [collection, key],
      transientData: { value: Buffer.from(value) },
      endorsingOrganizations: ['Org1MSP'],
    });
  }

  /** Private values that a user of one organisation gets from the events of the peer of `at`. */
  async function eventValues(mspId: string, at: string): Promise<string[]> {
    const network = test.gateway(mspId, undefined, at).getNetwork(CHANNEL);
    const events = await network.getBlockAndPrivateDataEvents({ startBlock: 0n });
    const values: string[] = [];
    for await (const event of events) {
      const privateData = event.getPrivateDataMapMap() as unknown as PrivateDataMap;
      for (const [, sets] of privateData.entries()) {
        for (const namespace of sets.getNsPvtRwsetList()) {
          for (const collection of namespace.getCollectionPvtRwsetList()) {
            const set = ledgerMessages.rwset.kvrwset.KVRWSet.deserializeBinary(collection.getRwset_asU8());
            values.push(...set.getWritesList().map((write) => text(write.getValue_asU8())));
          }
        }
      }
      if ((event.getBlock()?.getHeader()?.getNumber() ?? 0) + 1 >= test.ledger.height) break;
    }
    events.close();
    return values;
  }

  /** Whether a text stands in any file of an organisation's peer. */
  async function isInFiles(mspId: string, searched: string): Promise<boolean> {
    const folder = join(test.material.dataDir, mspId, 'peer0', 'ledger');
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    return files.some((bytes) => bytes.includes(searched));
  }

  it('is readable on the own peer only', async () => {
    await keep(OWN, 'k', 'own value');
    const contract = test.contract('Org1MSP');
    expect(text(await contract.evaluateTransaction('getPrivate', OWN, 'k'))).to.equal('own value');
    const failure = await failureOf(test.contract('Org2MSP').evaluateTransaction('getPrivate', OWN, 'k'));
    expect(failure.message).to.include('private data matching public hash version is not available');
  });

  it('of an implicit collection reaches any reader of the channel through the events of its peer', async () => {
    await keep(OWN, 'k', 'leaks to readers');
    expect(await eventValues('Org2MSP', 'Org1MSP')).to.deep.equal(['leaks to readers']);
    expect(await eventValues('Org2MSP', 'Org2MSP')).to.be.empty;
  });

  it('of a collection for members only does not', async () => {
    await keep('members', 'k', 'for members');
    expect(await eventValues('Org1MSP', 'Org1MSP')).to.deep.equal(['for members']);
    expect(await eventValues('Org2MSP', 'Org1MSP')).to.be.empty;
  });

  it('lies in the files of its own peer and of no other', async () => {
    await keep(OWN, 'k', 'searched plain text');
    expect(await isInFiles('Org1MSP', 'searched plain text')).to.be.true;
    expect(await isInFiles('Org2MSP', 'searched plain text')).to.be.false;
  });

  it('leaves state, events and files when it is purged', async () => {
    await keep(OWN, 'gone', 'first plain text');
    await keep(OWN, 'gone', 'second plain text');
    await keep(OWN, 'stays', 'other plain text');
    const named = { arguments: [OWN, 'gone'], endorsingOrganizations: ['Org1MSP'] };
    await test.contract('Org1MSP').submit('purgePrivate', named);
    const contract = test.contract('Org1MSP');
    expect(text(await contract.evaluateTransaction('getPrivate', OWN, 'gone'))).to.equal('');
    expect((await eventValues('Org1MSP', 'Org1MSP')).filter((value) => value !== '')).to.deep.equal([
      'other plain text',
    ]);
    await test.restart();
    expect(await isInFiles('Org1MSP', 'other plain text')).to.be.true;
    expect(await isInFiles('Org1MSP', 'first plain text')).to.be.false;
    expect(await isInFiles('Org1MSP', 'second plain text')).to.be.false;
    expect(text(await test.contract('Org1MSP').evaluateTransaction('getPrivate', OWN, 'stays'))).to.equal(
      'other plain text',
    );
  });

  it('does not get lost between endorsement and a restart', async () => {
    const transaction = await test
      .contract('Org1MSP')
      .newProposal('putPrivate', {
        arguments: [OWN, 'k'],
        transientData: { value: Buffer.from('kept over the restart') },
        endorsingOrganizations: ['Org1MSP'],
      })
      .endorse();
    const bytes = transaction.getBytes();
    await test.restart();
    const gateway = test.gateway('Org1MSP');
    expect((await (await gateway.newTransaction(bytes).submit()).getStatus()).code).to.equal(0);
    const read = gateway.getNetwork(CHANNEL).getContract('basic');
    expect(text(await read.evaluateTransaction('getPrivate', OWN, 'k'))).to.equal('kept over the restart');
  });
});
