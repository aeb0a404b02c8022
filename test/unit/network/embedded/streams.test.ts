// SPDX-License-Identifier: Apache-2.0
import { gateway as messages, msp } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { CHANNEL, connectAs, text } from '../../../conformance/test-ledger.js';
import { failureOf, TestNetwork } from './test-network.js';

const CALLS_MAX = 500;

describe('streams of the embedded ledger', function () {
  this.timeout(30_000);
  let test: TestNetwork;

  before(async () => {
    test = await TestNetwork.start(['Org1MSP', 'Org2MSP']);
    const contract = test.contract('Org1MSP');
    await contract.submitTransaction('event', 'first', 'one', 'k');
    await contract.submitTransaction('put', 'k', '2');
  });
  after(() => test.remove());

  it('replay chaincode events from a block and then go on live', async () => {
    const network = test.gateway('Org2MSP').getNetwork(CHANNEL);
    const events = await network.getChaincodeEvents('basic', { startBlock: 0n });
    await test.contract('Org1MSP').submitTransaction('event', 'second', 'two', 'k');
    const seen: string[] = [];
    for await (const event of events) {
      seen.push(`${event.eventName} ${text(event.payload)}`);
      if (seen.length === 2) break;
    }
    events.close();
    expect(seen).to.deep.equal(['first one', 'second two']);
  });

  it('continue after a checkpoint without repeating its transaction', async () => {
    const contract = test.contract('Org1MSP');
    const before = await contract.submitAsync('event', { arguments: ['seen', 'x', 'k'] });
    const { blockNumber } = await before.getStatus();
    await contract.submitTransaction('event', 'next', 'y', 'k');
    const network = test.gateway('Org1MSP').getNetwork(CHANNEL);
    const checkpoint = {
      getBlockNumber: () => blockNumber,
      getTransactionId: () => before.getTransactionId(),
    };
    const events = await network.getChaincodeEvents('basic', { checkpoint });
    for await (const event of events) {
      expect(event.eventName).to.equal('next');
      break;
    }
    events.close();
  });

  it('hide data from filtered blocks', async () => {
    const network = test.gateway('Org1MSP').getNetwork(CHANNEL);
    const events = await network.getFilteredBlockEvents({ startBlock: 1n });
    for await (const block of events) {
      const [transaction] = block.getFilteredTransactionsList();
      const [action] = transaction?.getTransactionActions()?.getChaincodeActionsList() ?? [];
      expect(action?.getChaincodeEvent()?.getEventName()).to.equal('first');
      expect(action?.getChaincodeEvent()?.getPayload_asU8()).to.have.length(0);
      break;
    }
    events.close();
  });

  it('refuse strangers', async () => {
    const stranger = await TestNetwork.start(['Org9MSP']);
    const { user } = stranger.organisation('Org9MSP');
    await stranger.remove();
    const network = test.gateway('Org9MSP', user, 'Org1MSP').getNetwork(CHANNEL);
    const events = await network.getBlockEvents({ startBlock: 0n });
    const failure = await failureOf(
      (async () => {
        for await (const block of events) return block;
        throw new Error('the stream ended');
      })(),
    );
    expect(failure.message).to.include('403');
  });

  it(`share ${CALLS_MAX} places of a gateway with all other calls`, async () => {
    const { user } = test.organisation('Org2MSP');
    const connection = connectAs('Org2MSP', user, test.ledger.peers.get('Org2MSP')?.endpoint ?? '');
    const { gateway } = connection;
    const unknown = new messages.CommitStatusRequest();
    unknown.setChannelId(CHANNEL);
    unknown.setTransactionId('never submitted');
    const identity = new msp.SerializedIdentity();
    identity.setMspid('Org2MSP');
    identity.setIdBytes(Buffer.from(user.certificate));
    unknown.setIdentity(identity.serializeBinary());
    const request = new messages.SignedCommitStatusRequest();
    request.setRequest(unknown.serializeBinary());
    const waiting = Array.from({ length: CALLS_MAX + 1 }, () =>
      gateway.newCommit(request.serializeBinary()).getStatus(),
    );
    const refusal = 'exceeding concurrency limit (500)';
    expect((await failureOf(Promise.race(waiting))).message).to.include(refusal);
    const contract = gateway.getNetwork(CHANNEL).getContract('basic');
    expect((await failureOf(contract.evaluateTransaction('get', 'k'))).message).to.include(refusal);
    // A stopped peer ends all its calls.
    await test.ledger.stopPeer('Org2MSP');
    await Promise.allSettled(waiting);
    connection.close();
    await test.ledger.startPeer('Org2MSP');
    expect(text(await test.contract('Org2MSP').evaluateTransaction('get', 'k'))).to.equal('y');
  });
});
