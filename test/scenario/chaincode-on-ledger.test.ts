// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  canonical,
  parseMember,
  type JsonValue,
  type MembershipChange,
  type SealedAnswer,
} from '@chainshare/chaincode/model';
import type { Contract } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { startEmbedded, type EmbeddedRunningLedger } from '#network/demo/embedded-ledger.js';
import { DEMO_ENTERPRISES } from '#network/demo/enterprises.js';
import { admissions } from '../unit/chaincode/support/admissions.js';
import { listOf, newPublication, type Publication } from '../unit/chaincode/support/publications.js';
import { connectClient, refusalBy, type LedgerClient } from './support/ledger-clients.js';

const channel = 'chain';
const ids = ['Guyu', 'Qiming', 'Xinghe'];

describe('chaincode on a ledger', function () {
  this.timeout(60_000);

  const clients: LedgerClient[] = [];
  let dataDir: string;
  let ledger: EmbeddedRunningLedger;

  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'chainshare-chaincode-'));
    const enterprises = DEMO_ENTERPRISES.filter(({ id }) => ids.includes(id));
    const block = { timeoutMs: 20, maxMessages: 500 };
    ledger = await startEmbedded({ channel, dataDir, enterprises, firstPort: 0, block });
  });

  after(async () => {
    for (const client of clients) client.close();
    await ledger.stop();
    await rm(dataDir, { recursive: true });
  });

  function contract(
    mspId: string,
    name: string,
    contractName: string,
    ...identity: [string, string]
  ): Contract {
    const [certificate, key] = identity.map((file) => path.join(dataDir, mspId, file)) as [string, string];
    const client = connectClient(ledger.peers.get(mspId)?.endpoint ?? '', mspId, { certificate, key });
    clients.push(client);
    return client.gateway.getNetwork(channel).getContract(name, contractName);
  }

  const records = (mspId: string, name = 'records'): Contract =>
    contract(mspId, name, 'Records', 'gateway/identity/cert.pem', 'gateway/identity/key.pem');
  const members = (mspId: string, name = 'registers'): Contract =>
    contract(mspId, name, 'Members', 'admin/msp/signcerts/cert.pem', 'admin/msp/keystore/key.pem');

  function publishing(...publications: readonly Publication[]): [string, object] {
    const { list, transient } = listOf(...publications);
    return ['Publish', { arguments: [list], transientData: transient, endorsingOrganizations: ['Xinghe'] }];
  }

  async function verify({ id }: Publication): Promise<string> {
    return Buffer.from(await records('Qiming').evaluateTransaction('Verify', 'Xinghe', id)).toString();
  }

  it('publishes with one endorsement; another enterprise verifies on its own peer and pulls', async () => {
    const [one, two] = [
      newPublication({ seed: 'one' }),
      newPublication({ seed: 'two', inline: true, open: true }),
    ];
    expect(await verify(one)).to.equal('MISSING');
    await records('Xinghe').submit(...publishing(one, two));
    expect([await verify(one), await verify(two)]).to.deep.equal(['OK', 'OK']);
    const bytes = await records('Qiming').evaluate('ReadSealed', {
      arguments: [JSON.stringify([two.id, one.id])],
      endorsingOrganizations: ['Xinghe'],
    });
    const answer = JSON.parse(Buffer.from(bytes).toString()) as SealedAnswer;
    const expected = [two, one].map(({ sealed }) => sealed.toString('base64'));
    expect(answer).to.deep.equal({ values: expected, next: null });
    const envelope = await records('Guyu').evaluateTransaction('ReadPublication', 'Xinghe', one.id);
    expect(Buffer.from(envelope).toString()).to.equal(one.text);
  });

  it('refuses to publish twice, in the name of another, or under another chaincode name', async () => {
    const publication = newPublication({ seed: 'refused' });
    await records('Xinghe').submit(...publishing(publication));
    expect(await refusalBy(records('Xinghe').submit(...publishing(publication)))).to.equal('EXISTS');
    expect(await refusalBy(records('Qiming').submit(...publishing(publication)))).to.equal('ACCESS_DENIED');
    const misplaced = records('Xinghe', 'registers').submit(...publishing(publication));
    expect(await refusalBy(misplaced)).to.equal('WRONG_CHAINCODE');
    const listing = members('Xinghe', 'records').evaluateTransaction('ListMembers', '');
    expect(await refusalBy(listing)).to.equal('WRONG_CHAINCODE');
  });

  it('purges for good', async () => {
    const publication = newPublication({ seed: 'purged' });
    await records('Xinghe').submit(...publishing(publication));
    const purge = { arguments: [publication.text], endorsingOrganizations: ['Xinghe'] };
    await records('Xinghe').submit('Purge', purge);
    expect(await verify(publication)).to.equal('PURGED');
    expect(await refusalBy(records('Xinghe').submit(...publishing(publication)))).to.equal('PURGED');
    expect(await refusalBy(records('Xinghe').submit('Purge', purge))).to.equal('PURGED');
  });

  it('is founded once, and admits by the vote of a majority', async () => {
    const change: MembershipChange = { type: 'admit', member: admissions.Hechuan };
    const endorsingOrganizations = ids;
    const proposed = await members('Xinghe').submit('Propose', {
      arguments: [canonical(change as unknown as JsonValue), ''],
      endorsingOrganizations,
    });
    const id = Buffer.from(proposed).toString();
    const vote = { arguments: [id, 'true', ''], endorsingOrganizations };
    expect(Buffer.from(await members('Guyu').submit('Vote', vote)).toString()).to.equal('accepted');
    expect(await refusalBy(members('Qiming').submit('Vote', vote))).to.equal('ILLEGAL_TRANSITION');
    const entry = await members('Qiming').evaluateTransaction('ReadMember', 'Hechuan');
    expect(parseMember(entry)).to.include({ id: 'Hechuan', status: 'active' });
    const listing = await members('Qiming').evaluateTransaction('ListMembers', '');
    const { entries } = JSON.parse(Buffer.from(listing).toString()) as { entries: { id: string }[] };
    expect(entries.map((member) => member.id)).to.deep.equal(['Guyu', 'Hechuan', 'Qiming', 'Xinghe']);
  });
});
