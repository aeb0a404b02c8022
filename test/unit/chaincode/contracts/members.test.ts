// SPDX-License-Identifier: Apache-2.0
import { Members } from '@chainshare/chaincode/internal/contracts/members.js';
import {
  canonical,
  configurationProposalKey,
  memberKey,
  parseMember,
  parseProposal,
  proposalKey,
  type Admission,
  type JsonValue,
  type MembershipChange,
} from '@chainshare/chaincode/model';
import { expect } from 'chai';
import type { Context } from 'fabric-contract-api';
import { admissions } from '../support/admissions.js';
import { newCertificate, type Certificate } from '../support/certificates.js';
import { FakeLedger, type Call, type Outcome } from '../support/fake-ledger.js';
import { codeOf } from '../support/refusals.js';

const text = (value: unknown): string => canonical(value as JsonValue);
const founders = [admissions.Guyu, admissions.Qiming, admissions.Xinghe];
const list = text(founders);
const [first, second, third] = ['1', '2', '3'].map((digit) => digit.repeat(64)) as [string, string, string];

describe('contract Members', () => {
  const admins = new Map<string, Certificate>();
  let ledger: FakeLedger;

  before(async () => {
    for (const id of ['Guyu', 'Qiming', 'Xinghe', 'Hechuan']) {
      admins.set(id, await newCertificate(id, 'OU=admin'));
    }
  });

  beforeEach(() => {
    ledger = new FakeLedger([]);
  });

  async function run<Result>(
    transaction: (members: Members, ctx: Context) => Promise<Result>,
    call: Partial<Call> = {},
    agreed: string | undefined = list,
  ): Promise<Outcome<Result>> {
    const caller = admins.get('Xinghe') as Certificate;
    return ledger.run({ caller, chaincode: 'registers', ...call }, async (ctx) => {
      const members = new Members(agreed);
      await members.beforeTransaction(ctx);
      return transaction(members, ctx);
    });
  }

  const as = (id: string): Pick<Call, 'caller'> => ({ caller: admins.get(id) as Certificate });
  const found = async (call: Partial<Call> = {}, agreed?: string): Promise<Outcome<void>> =>
    run((members, ctx) => members.Found(ctx, list), call, agreed);

  async function propose(
    by: string,
    change: MembershipChange,
    txId: string,
    sign = '',
  ): Promise<Outcome<string>> {
    return run((members, ctx) => members.Propose(ctx, text(change), sign), { ...as(by), txId });
  }

  async function vote(by: string, id: string, yes: boolean, sign = ''): Promise<Outcome<string>> {
    const time = '2026-12-01T00:00:00Z';
    return run((members, ctx) => members.Vote(ctx, id, String(yes), sign), { ...as(by), time });
  }

  const member = (id: string): ReturnType<typeof parseMember> =>
    parseMember(ledger.state.get(memberKey(id)) ?? Buffer.from('null'));
  const proposal = (id: string): ReturnType<typeof parseProposal> =>
    parseProposal(ledger.state.get(proposalKey(id)) ?? Buffer.from('null'));
  const admit = (candidate: Admission): MembershipChange => ({ type: 'admit', member: candidate });

  it('refuses to run under another chaincode name', async () => {
    expect(await codeOf(found({ chaincode: 'records' }))).to.equal('WRONG_CHAINCODE');
  });

  it('refuses a function that does not exist', () => {
    expect(() => new Members(undefined).unknownTransaction()).to.throw('UNKNOWN_FUNCTION');
  });

  describe('Found', () => {
    it('writes the first members as active', async () => {
      const { writes } = await found();
      expect(writes).to.deep.equal(['put member~Guyu', 'put member~Qiming', 'put member~Xinghe']);
      expect(member('Qiming')).to.deep.equal({
        ...admissions.Qiming,
        status: 'active',
        since: '2026-11-23T00:00:00.000Z',
      });
    });

    it('refuses where the endorsing organisation is not in the list', async () => {
      expect(await codeOf(found({ peer: 'Hechuan' }))).to.equal('FOUNDING_MISMATCH');
    });

    it('refuses where the endorsing organisation has agreed to another list', async () => {
      expect(await codeOf(found({}, text(founders.slice(1))))).to.equal('FOUNDING_MISMATCH');
    });

    it('accepts an agreed list in another spelling of the same JSON', async () => {
      expect((await found({}, JSON.stringify(founders, null, 2))).writes).to.have.length(3);
    });

    it('refuses a second time', async () => {
      await found();
      expect(await codeOf(found())).to.equal('EXISTS');
    });
  });

  describe('Propose and Vote', () => {
    beforeEach(async () => {
      await found();
    });

    it("opens a proposal with the proposer's yes and notes that it holds the configuration", async () => {
      const { result, writes } = await propose('Guyu', admit(admissions.Hechuan), first, 'AAAA');
      expect(result).to.equal(first);
      expect(writes).to.deep.equal([`put proposal~${first}`, `put ${configurationProposalKey}`]);
      expect(proposal(first)).to.deep.equal({
        id: first,
        by: 'Guyu',
        at: '2026-11-23T00:00:00.000Z',
        change: admit(admissions.Hechuan),
        voters: ['Guyu', 'Qiming', 'Xinghe'],
        votes: { Guyu: { yes: true, at: '2026-11-23T00:00:00.000Z', configSignature: 'AAAA' } },
        status: 'open',
      });
    });

    it('admits by the yes of more than half of the members', async () => {
      await propose('Guyu', admit(admissions.Hechuan), first);
      const { result, writes } = await vote('Xinghe', first, true);
      expect(result).to.equal('accepted');
      expect(writes).to.deep.equal([
        `put proposal~${first}`,
        `delete ${configurationProposalKey}`,
        'put member~Hechuan',
      ]);
      expect(member('Hechuan').status).to.equal('active');
      expect(proposal(first).decidedAt).to.equal('2026-12-01T00:00:00.000Z');
    });

    it('rejects as soon as a majority cannot be reached any more', async () => {
      await propose('Guyu', admit(admissions.Hechuan), first);
      expect((await vote('Xinghe', first, false)).result).to.equal('open');
      expect((await vote('Qiming', first, false)).result).to.equal('rejected');
      expect(ledger.state.has(memberKey('Hechuan'))).to.equal(false);
    });

    it('lets one change of the configuration be open at a time, and others beside it', async () => {
      await propose('Guyu', admit(admissions.Hechuan), first);
      const removal: MembershipChange = { type: 'remove', member: 'Qiming' };
      expect(await codeOf(propose('Xinghe', removal, second))).to.equal('PROPOSAL_OPEN');
      const roles: MembershipChange = { type: 'roles', member: 'Qiming', roles: ['core'] };
      await propose('Xinghe', roles, third);
      await vote('Guyu', first, false);
      expect((await propose('Xinghe', removal, second)).result).to.equal(second);
    });

    it('gives roles and accreditations, and lets a member go', async () => {
      const accreditations = [{ scheme: 'organic', until: '2028-12-31' }];
      await propose('Guyu', { type: 'roles', member: 'Qiming', roles: ['core'] }, first);
      await vote('Xinghe', first, true);
      await propose('Guyu', { type: 'accreditation', member: 'Qiming', accreditations }, second);
      await vote('Xinghe', second, true);
      await propose('Qiming', { type: 'remove', member: 'Qiming', reason: 'merged' }, third);
      await vote('Xinghe', third, true);
      const { status, roles, until } = member('Qiming');
      expect({ status, roles, until }).to.deep.equal({
        status: 'left',
        roles: ['core'],
        until: '2026-12-01T00:00:00.000Z',
      });
      expect(member('Qiming').accreditations).to.deep.equal(accreditations);
    });

    it('decides at once where one member decides alone', async () => {
      ledger = new FakeLedger([]);
      const alone = text([admissions.Xinghe]);
      await run((members, ctx) => members.Found(ctx, alone), {}, alone);
      const { writes } = await propose('Xinghe', admit(admissions.Hechuan), first);
      expect(writes).to.deep.equal([`put proposal~${first}`, 'put member~Hechuan']);
    });

    it('refuses a certificate that is not one of an administrator', async () => {
      const caller = await newCertificate('Xinghe', 'OU=client');
      const change = text(admit(admissions.Hechuan));
      expect(await codeOf(run((members, ctx) => members.Propose(ctx, change, ''), { caller }))).to.equal(
        'ACCESS_DENIED',
      );
      await propose('Guyu', admit(admissions.Hechuan), first);
      expect(await codeOf(run((members, ctx) => members.Vote(ctx, first, 'true', ''), { caller }))).to.equal(
        'ACCESS_DENIED',
      );
    });

    it('refuses who is not a member', async () => {
      expect(await codeOf(propose('Hechuan', admit(admissions.Hechuan), first))).to.equal('ACCESS_DENIED');
      await propose('Guyu', admit(admissions.Hechuan), first);
      expect(await codeOf(vote('Hechuan', first, true))).to.equal('ACCESS_DENIED');
    });

    it('refuses an enterprise whose identifier belongs to another', async () => {
      const twin = { ...admissions.Hechuan, gln: admissions.Qiming.gln ?? '' };
      expect(await codeOf(propose('Guyu', admit(twin), first))).to.equal('IDENTIFIER_TAKEN');
    });

    it('refuses a vote on what was never proposed', async () => {
      expect(await codeOf(vote('Guyu', first, true))).to.equal('PROPOSAL_NOT_FOUND');
    });
  });

  describe('reading', () => {
    beforeEach(async () => {
      await found();
      await propose('Guyu', { type: 'roles', member: 'Qiming', roles: ['core'] }, second);
      await propose('Guyu', { type: 'roles', member: 'Xinghe', roles: ['core'] }, first);
    });

    const read = async (transaction: (members: Members, ctx: Context) => Promise<string>): Promise<unknown> =>
      JSON.parse((await run(transaction)).result);

    it('answers one member and one proposal', async () => {
      expect(await read((members, ctx) => members.ReadMember(ctx, 'Guyu'))).to.deep.equal(member('Guyu'));
      expect(await read((members, ctx) => members.ReadProposal(ctx, first))).to.deep.equal(proposal(first));
      expect(await codeOf(run((members, ctx) => members.ReadMember(ctx, 'Nobody')))).to.equal(
        'MEMBER_NOT_FOUND',
      );
    });

    it('lists in the order of ids, from after the one named', async () => {
      expect(await read((members, ctx) => members.ListMembers(ctx, 'Guyu'))).to.deep.equal({
        entries: [member('Qiming'), member('Xinghe')],
        next: null,
      });
      expect(await read((members, ctx) => members.ListProposals(ctx, ''))).to.deep.equal({
        entries: [proposal(first), proposal(second)],
        next: null,
      });
    });

    it('lists a hundred at a time', async () => {
      for (let i = 0; i < 100; i++) {
        const id = `M${String(i).padStart(3, '0')}`;
        ledger.state.set(memberKey(id), Buffer.from(text({ ...member('Guyu'), id })));
      }
      const page = (await read((members, ctx) => members.ListMembers(ctx, ''))) as {
        entries: [];
        next: string;
      };
      expect([page.entries.length, page.next]).to.deep.equal([100, 'M098']);
      const rest = (await read((members, ctx) => members.ListMembers(ctx, page.next))) as { entries: [] };
      expect(rest.entries.length).to.equal(3);
    });
  });
});
