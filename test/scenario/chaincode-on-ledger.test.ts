// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  parseMember,
  type JsonValue,
  type MembershipChange,
  type SealedAnswer,
} from '@chainshare/chaincode/model';
import type { Contract } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { connectLedger, refusalBy, type LedgerClient, type LedgerRole } from '../support/ledger-client.js';
import { TestLedger } from '../support/test-ledger.js';
import { admissions } from '../unit/chaincode/support/admissions.js';
import { listOf, newPublication, type Publication } from '../unit/chaincode/support/publications.js';

const ids = ['Guyu', 'Qiming', 'Xinghe'];

describe('chaincode on a ledger', function () {
  this.timeout(60_000);

  const clients: LedgerClient[] = [];
  let test: TestLedger;

  before(async () => {
    test = await TestLedger.start({ enterprises: ids });
  });

  after(async () => {
    for (const client of clients) client.close();
    await test.remove();
  });

  function contract(mspId: string, role: LedgerRole, ...names: [string, string]): Contract {
    const client = connectLedger(test, mspId, { role });
    clients.push(client);
    return client.network.getContract(...names);
  }

  const records = (mspId: string, name = 'records'): Contract => contract(mspId, 'gateway', name, 'Records');
  const members = (mspId: string, name = 'registers'): Contract => contract(mspId, 'admin', name, 'Members');

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
