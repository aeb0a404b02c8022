// SPDX-License-Identifier: Apache-2.0
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { sealedListField, writeSealedList } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { issueCertificate, newAuthority } from '#network/crypto/authority.js';
import { connectLedger, type LedgerClient } from '../support/ledger-client.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { toNetwork } from './support/crafted.js';
import { attackedNetwork } from './support/shared-network.js';

describe('an outsider, who has no certificate of a member', function () {
  this.timeout(90_000);

  let network: AttackedNetwork;
  /** One who says that he is Xinghe, and one who names an organisation that is no member; both at Xinghe's peer. */
  let outsiders: readonly LedgerClient[];
  before(async () => {
    network = await attackedNetwork();
    outsiders = await Promise.all(['Xinghe', 'Stranger'].map(outsider));
  });
  after(() => {
    for (const client of outsiders) client.close();
  });

  async function outsider(mspId: string): Promise<LedgerClient> {
    const authority = await newAuthority(mspId, `ca.${mspId}`);
    const request = { use: 'sign', commonName: `gateway.${mspId}`, role: 'client' } as const;
    const identity = await issueCertificate(authority, request);
    return connectLedger(network.test, mspId, { peerOf: 'Xinghe', identity });
  }

  /** What a call came to: `answered`, or `refused` by the ledger. */
  const told = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'answered',
      () => 'refused',
    );

  async function firstEvent(client: LedgerClient): Promise<unknown> {
    const events = await client.network.getBlockAndPrivateDataEvents({ startBlock: 0n });
    try {
      for await (const event of events) return event;
      throw new Error('the stream ended');
    } finally {
      events.close();
    }
  }

  it('reads nothing at a peer: neither a call nor a stream of blocks is answered', async () => {
    const { id } = await network.publishStock('NOT-FOR-OUTSIDERS');
    const reads = ({ network: at }: LedgerClient) => [
      at.getContract('records', 'Records').evaluateTransaction('ReadSealed', JSON.stringify([id])),
      at.getContract('records', 'Records').evaluateTransaction('ReadPublication', 'Xinghe', id),
      at.getContract('registers', 'Members').evaluateTransaction('ListMembers', ''),
      at.getContract('qscc').evaluateTransaction('GetChainInfo', network.test.ledger.channel),
    ];
    const member = connectLedger(network.test, 'Qiming', { peerOf: 'Xinghe' });
    const control = await Promise.all([...reads(member), firstEvent(member)].map(told));
    member.close();
    expect(new Set(control), 'a member is answered').to.deep.equal(new Set(['answered']));
    for (const client of outsiders) {
      const calls = await Promise.all([...reads(client), firstEvent(client)].map(told));
      expect(new Set(calls)).to.deep.equal(new Set(['refused']));
    }
  });

  it('publishes nothing in the name of a member: no peer endorses it', async () => {
    const publication = toNetwork('Xinghe', newKeyPair(), 'BY-AN-OUTSIDER');
    for (const client of outsiders) {
      const call = client.network.getContract('records', 'Records').submit('Publish', {
        arguments: [`[${publication.envelope.toString()}]`],
        transientData: { [sealedListField]: writeSealedList([publication.sealed]) },
        endorsingOrganizations: ['Xinghe'],
      });
      expect(await told(call)).to.equal('refused');
    }
    expect(await network.actors.guyu.verify(publication)).to.equal('MISSING');
    expect((await network.shown()).products).to.not.include('BY-AN-OUTSIDER');
  });

  it('sends the signed transaction of a member again: nothing happens twice', async () => {
    const publication = toNetwork('Xinghe', newKeyPair(), 'SENT-AGAIN');
    const client = connectLedger(network.test, 'Xinghe');
    const proposal = client.network.getContract('records', 'Records').newProposal('Publish', {
      arguments: [`[${publication.envelope.toString()}]`],
      transientData: { [sealedListField]: writeSealedList([publication.sealed]) },
      endorsingOrganizations: ['Xinghe'],
    });
    const transaction = await proposal.endorse();
    const first = await (await transaction.submit()).getStatus();
    expect(first.successful).to.equal(true);
    for (const { gateway } of outsiders) {
      await told(gateway.newTransaction(transaction.getBytes()).submit());
    }
    const { products } = await network.shown();
    expect(products.filter((product) => product === 'SENT-AGAIN')).to.have.length(1);
    const again = await (await client.gateway.newTransaction(transaction.getBytes()).submit()).getStatus();
    expect(again).to.deep.include({ successful: true, blockNumber: first.blockNumber });
    client.close();
  });
});
