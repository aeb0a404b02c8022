// SPDX-License-Identifier: Apache-2.0
import { gateway as gatewayMessages, common, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { issueCertificate } from '#network/crypto/authority.js';
import { CHANNEL } from '../../../conformance/test-ledger.js';
import { TestNetwork, detailsOf, failureOf } from './test-network.js';

interface Timestamp {
  fromDate(time: Date): void;
}

/** The same proposal with another time in its header; the client signs it anew. */
function withTime(proposal: Uint8Array, time: Date): Uint8Array {
  const proposed = gatewayMessages.ProposedTransaction.deserializeBinary(proposal);
  const signed = proposed.getProposal() ?? new peer.SignedProposal();
  const inner = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(inner.getHeader_asU8());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  (channelHeader.getTimestamp() as Timestamp).fromDate(time);
  header.setChannelHeader(channelHeader.serializeBinary());
  inner.setHeader(header.serializeBinary());
  signed.setProposalBytes(inner.serializeBinary());
  proposed.setProposal(signed);
  return proposed.serializeBinary();
}

describe('callers of the embedded ledger', function () {
  this.timeout(30_000);
  let test: TestNetwork;

  before(async () => {
    test = await TestNetwork.start(['Org1MSP', 'Org2MSP']);
  });
  after(() => test.remove());

  it('are refused by every peer once their certificate has run out', async () => {
    const expired = await issueCertificate(test.organisation('Org1MSP').authority, {
      use: 'sign',
      commonName: 'expired',
      role: 'client',
      notAfter: new Date(Date.now() - 1000),
    });
    const contract = test.gateway('Org1MSP', expired).getNetwork(CHANNEL).getContract('basic');
    const failure = await failureOf(contract.evaluateTransaction('get', 'a'));
    expect(failure.code).to.equal(14);
    expect(detailsOf(failure)).to.include('proposal client identity expired');
  });

  for (const [name, minutes, isTaken] of [
    ['14 minutes late', -14, true],
    ['16 minutes late', -16, false],
    ['14 minutes early', 14, true],
    ['16 minutes early', 16, false],
  ] as const) {
    it(`are ${isTaken ? 'heard' : 'refused'} when their clock is ${name}`, async () => {
      const gateway = test.gateway('Org1MSP');
      const proposal = gateway
        .getNetwork(CHANNEL)
        .getContract('basic')
        .newProposal('get', { arguments: ['a'] });
      const shifted = withTime(proposal.getBytes(), new Date(Date.now() + minutes * 60_000));
      const call = gateway.newProposal(shifted).evaluate();
      if (isTaken) {
        await call;
      } else {
        expect(detailsOf(await failureOf(call))).to.include('incorrect timestamp');
      }
    });
  }

  it('get the first answer when they send a signed transaction again', async () => {
    const contract = test.contract('Org1MSP');
    const transaction = await contract.newProposal('put', { arguments: ['again', '1'] }).endorse();
    const first = await (await transaction.submit()).getStatus();
    const copy = test.gateway('Org1MSP').newTransaction(transaction.getBytes());
    const repeats = await Promise.all([copy.submit(), copy.submit(), copy.submit()]);
    for (const repeat of repeats) {
      const status = await repeat.getStatus();
      expect([status.code, status.blockNumber]).to.deep.equal([0, first.blockNumber]);
    }
  });

  it('all succeed when they send one signed transaction three times at once', async () => {
    const contract = test.contract('Org1MSP');
    const transaction = await contract.newProposal('inc', { arguments: ['thrice'] }).endorse();
    const commits = await Promise.all([transaction.submit(), transaction.submit(), transaction.submit()]);
    const statuses = await Promise.all(commits.map((commit) => commit.getStatus()));
    expect(statuses.map(({ code }) => code)).to.deep.equal([0, 0, 0]);
    expect(Buffer.from(await contract.evaluateTransaction('get', 'thrice')).toString()).to.equal('1');
  });
});
