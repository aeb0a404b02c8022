// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { CHAINCODE_DIR, text } from '../../../conformance/test-ledger.js';
import { TestNetwork, detailsOf, failureOf } from './test-network.js';

const ALTERED = fileURLToPath(
  new URL('../../../../unit/network/embedded/altered-chaincode', import.meta.url),
);
const CHAINCODE = { version: '1', dir: CHAINCODE_DIR, packageId: 'shared:1' };

describe('chaincode of the embedded ledger', function () {
  this.timeout(30_000);
  let test: TestNetwork;

  before(async () => {
    test = await TestNetwork.start(['Org1MSP', 'Org2MSP'], {
      chaincodes: [
        { name: 'any', policy: '/Channel/Application/Any', ...CHAINCODE },
        { name: 'all', policy: '/Channel/Application/All', ...CHAINCODE },
        {
          ...CHAINCODE,
          name: 'broken',
          policy: '/Channel/Application/Any',
          dir: '/nowhere',
          packageId: 'b:1',
        },
      ],
      policies: { Any: 'ANY Endorsement', All: 'ALL Endorsement' },
      organisation: (mspId) => ({
        environment: { COLOUR: `of ${mspId}` },
        ...(mspId === 'Org2MSP' ? { chaincodeDir: ALTERED } : {}),
      }),
    });
  });
  after(() => test.remove());

  it('may be altered by one organisation, which then endorses something else', async () => {
    await test.contract('Org2MSP', 'any').submitTransaction('put', 'forged', 'true');
    expect(text(await test.contract('Org1MSP', 'any').evaluateTransaction('get', 'forged'))).to.equal(
      'not true',
    );
  });

  it('must agree where more than one organisation endorses', async () => {
    const failure = await failureOf(test.contract('Org1MSP', 'all').submitTransaction('put', 'a', '1'));
    expect(detailsOf(failure)).to.include('ProposalResponsePayloads do not match');
  });

  it('has the environment of its organisation', async () => {
    for (const mspId of ['Org1MSP', 'Org2MSP']) {
      const contract = test.contract(mspId, 'any');
      const colour = { arguments: ['COLOUR'], endorsingOrganizations: [mspId] };
      expect(text(await contract.evaluate('environment', colour))).to.equal(`of ${mspId}`);
      const own = { arguments: ['CORE_PEER_LOCALMSPID'], endorsingOrganizations: [mspId] };
      expect(text(await contract.evaluate('environment', own))).to.equal(mspId);
    }
  });

  it('cannot call another name of its own package in one transaction', async () => {
    const contract = test.contract('Org1MSP', 'any');
    const failure = await failureOf(contract.evaluateTransaction('callOther', 'all', 'noop', '[]'));
    expect(failure.message).to.match(/txid: [0-9a-f]{64}\(mychannel\) exists/);
  });

  it('that cannot be loaded says why, call after call', async () => {
    for (let call = 0; call < 2; call++) {
      const failure = await failureOf(test.contract('Org1MSP', 'broken').evaluateTransaction('noop'));
      expect(detailsOf(failure)).to.include('could not launch chaincode b:1');
    }
  });

  it('runs transactions side by side', async () => {
    const contract = test.contract('Org1MSP', 'any');
    await contract.evaluateTransaction('noop');
    const start = Date.now();
    const sleep = { arguments: ['300', 'k'], endorsingOrganizations: ['Org1MSP'] };
    await Promise.all(Array.from({ length: 5 }, () => contract.evaluate('sleep', sleep)));
    expect(Date.now() - start).to.be.below(1200);
  });
});
