// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { CHAINCODE_DIR, CHANNEL, text } from '../../../conformance/test-ledger.js';
import { TestNetwork, detailsOf, failureOf } from './test-network.js';

const ORGANISATIONS = ['Org1MSP', 'Org2MSP', 'Org3MSP'];
const CHAINCODE = { version: '1', dir: CHAINCODE_DIR, packageId: 'p:1' };

describe('peers of the embedded ledger', function () {
  this.timeout(30_000);
  let test: TestNetwork;

  beforeEach(async () => {
    test = await TestNetwork.start(ORGANISATIONS, {
      chaincodes: [
        { name: 'any', policy: '/Channel/Application/Any', ...CHAINCODE },
        { name: 'majority', policy: '/Channel/Application/Endorsement', ...CHAINCODE },
      ],
      policies: { Any: 'ANY Endorsement' },
    });
  });
  afterEach(() => test.remove());

  it('are unavailable while stopped, and the others go on', async () => {
    await test.ledger.stopPeer('Org2MSP');
    expect((await failureOf(test.contract('Org2MSP', 'any').evaluateTransaction('get', 'a'))).code).to.equal(
      14,
    );
    const other = test.contract('Org1MSP', 'any');
    const asked = other.evaluate('get', { arguments: ['a'], endorsingOrganizations: ['Org2MSP'] });
    const failure = await failureOf(asked);
    expect(failure.code).to.equal(14);
    expect(detailsOf(failure)).to.include('connection refused');
    await other.submitTransaction('put', 'a', '1');
    await test.contract('Org1MSP', 'majority').submitTransaction('put', 'a', '1');
  });

  it('cannot be named as endorsers while stopped', async () => {
    await test.ledger.stopPeer('Org2MSP');
    const named = { arguments: ['a', '1'], endorsingOrganizations: ['Org2MSP'] };
    const failure = await failureOf(test.contract('Org1MSP', 'any').submit('put', named));
    expect(failure.message).to.include('failed to find any endorsing peers for org(s): Org2MSP');
  });

  it('miss the majority when too many are stopped', async () => {
    await test.ledger.stopPeer('Org2MSP');
    await test.ledger.stopPeer('Org3MSP');
    const failure = await failureOf(test.contract('Org1MSP', 'majority').submitTransaction('put', 'a', '1'));
    expect(failure.code).to.equal(9);
  });

  it('catch up with blocks and with private data of their own when started', async () => {
    const collection = '_implicit_org_Org2MSP';
    const contract = test.contract('Org1MSP', 'any');
    const transaction = await contract
      .newProposal('putPrivate', {
        arguments: [collection, 'k'],
        transientData: { value: Buffer.from('kept') },
        endorsingOrganizations: ['Org2MSP'],
      })
      .endorse();
    await test.ledger.stopPeer('Org2MSP');
    expect((await (await transaction.submit()).getStatus()).code).to.equal(0);
    await contract.submitTransaction('put', 'later', '1');
    await test.ledger.startPeer('Org2MSP');
    const own = test.contract('Org2MSP', 'any');
    expect(text(await own.evaluateTransaction('get', 'later'))).to.equal('1');
    expect(text(await own.evaluateTransaction('getPrivate', collection, 'k'))).to.equal('kept');
  });

  it('keep their address and serve again after a stop', async () => {
    const endpoint = test.ledger.peers.get('Org1MSP')?.endpoint;
    const gateway = test.gateway('Org1MSP');
    await test.ledger.stopPeer('Org1MSP');
    await test.ledger.startPeer('Org1MSP');
    expect(test.ledger.peers.get('Org1MSP')?.endpoint).to.equal(endpoint);
    const contract = gateway.getNetwork(CHANNEL).getContract('any');
    await contract.submitTransaction('put', 'a', '1');
    expect(text(await contract.evaluateTransaction('get', 'a'))).to.equal('1');
  });

  it('start again from their files', async () => {
    await test.contract('Org1MSP', 'any').submitTransaction('put', 'a', '1');
    const { height } = test.ledger;
    await test.restart();
    expect(test.ledger.height).to.equal(height);
    expect(text(await test.contract('Org3MSP', 'any').evaluateTransaction('get', 'a'))).to.equal('1');
  });
});
