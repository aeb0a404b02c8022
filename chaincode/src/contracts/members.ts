// SPDX-License-Identifier: Apache-2.0
import { Context, Contract, Transaction } from 'fabric-contract-api';
import { assertAdmin } from '../ledger/caller.js';
import { assertChaincodeName } from '../ledger/chaincode-name.js';
import * as registers from '../ledger/registers.js';
import type { Stub } from '../ledger/stub.js';
import { LedgerError } from '../model/errors.js';
import { registersNamespace } from '../model/keys.js';
import { readBallot } from '../model/members/ballot.js';
import { foundMembers } from '../model/members/founding.js';
import { changesConfiguration, parseMembershipChange, type Proposal } from '../model/members/proposal.js';
import { registerEntryText } from '../model/members/register-entry.js';
import { applyChange, castVote, openProposal } from '../model/members/voting.js';

/**
 * Who is a member, and how the members decide it. Runs under the chaincode name `registers`, endorsed by a
 * majority of organisations. Every transaction function may also refuse with WRONG_CHAINCODE.
 */
export class Members extends Contract {
  readonly #foundingMembers: string | undefined;

  /**
   * @param foundingMembers - JSON array of the first members that the organisation of this process agreed
   * to, in the form of `Found`; needed only while the network is founded
   */
  constructor(foundingMembers: string | undefined) {
    super('Members');
    this.#foundingMembers = foundingMembers;
  }

  /** Refuses to run under the name of the records, before any transaction function. */
  override beforeTransaction(ctx: Context): Promise<void> {
    assertChaincodeName(ctx.stub, registersNamespace);
    return Promise.resolve();
  }

  /** Answers a call of a function that does not exist. */
  override unknownTransaction(): Promise<void> {
    throw new LedgerError('UNKNOWN_FUNCTION', 'the contract Members has no such function');
  }

  /**
   * Writes the first members, once.
   *
   * @param list - canonical JSON array of admissions, ascending by id
   * @throws the codes of `foundMembers`, then EXISTS when there are members already
   */
  @Transaction()
  async Found(ctx: Context, list: string): Promise<void> {
    const endorser = ctx.stub.getMspID();
    const members = foundMembers(list, { endorser, agreed: this.#foundingMembers, at: now(ctx.stub) });
    const { entries } = await registers.listMembers(ctx.stub, '');
    if (entries.length > 0) throw new LedgerError('EXISTS', 'the network was founded before');
    for (const member of members) await registers.putMember(ctx.stub, member);
  }

  /**
   * Opens a proposal, with the first yes.
   *
   * @param change - canonical JSON of a `MembershipChange`
   * @param configSignature - the proposer's signature over the configuration update, in base64url; empty
   * for none
   * @returns the proposal's id
   * @throws ACCESS_DENIED, the codes of `parseMembershipChange` and `readBallot`, PROPOSAL_OPEN while
   * another change of the configuration is open, IDENTIFIER_TAKEN, MEMBER_NOT_FOUND
   */
  @Transaction()
  async Propose(ctx: Context, change: string, configSignature: string): Promise<string> {
    const by = assertAdmin(ctx);
    const { at, ...vote } = readBallot('true', configSignature, now(ctx.stub));
    const opening = { ...vote, id: ctx.stub.getTxID(), by, at, change: parseMembershipChange(change) };
    if (changesConfiguration(opening.change)) await assertNoneOpen(ctx.stub);
    const proposal = openProposal(opening, await registers.readMembers(ctx.stub));
    await registers.putProposal(ctx.stub, proposal);
    if (proposal.status === 'accepted') await apply(ctx.stub, proposal);
    else if (changesConfiguration(proposal.change)) {
      await registers.putConfigurationProposal(ctx.stub, proposal.id);
    }
    return proposal.id;
  }

  /**
   * Votes on a proposal. The vote that decides also changes the register.
   *
   * @param proposal - the proposal's id
   * @param yes - `true` or `false`
   * @param configSignature - as for `Propose`
   * @returns the proposal's status after the vote
   * @throws ACCESS_DENIED, INVALID_REQUEST, NOT_BASE64URL, PROPOSAL_NOT_FOUND, ILLEGAL_TRANSITION,
   * IDENTIFIER_TAKEN, MEMBER_NOT_FOUND
   */
  @Transaction()
  async Vote(ctx: Context, proposal: string, yes: string, configSignature: string): Promise<string> {
    const voter = assertAdmin(ctx);
    const vote = readBallot(yes, configSignature, now(ctx.stub));
    const before = await registers.readProposal(ctx.stub, proposal);
    const after = castVote(before, voter, vote);
    await registers.putProposal(ctx.stub, after);
    if (before.status !== after.status) await close(ctx.stub, after);
    return after.status;
  }

  /**
   * Reads a member's entry: a `Member` as JSON.
   *
   * @throws MEMBER_NOT_FOUND
   */
  @Transaction(false)
  async ReadMember(ctx: Context, id: string): Promise<string> {
    return registerEntryText(await registers.readMember(ctx.stub, id));
  }

  /**
   * Lists members in the order of their ids, past ones included.
   *
   * @param after - id of the last member seen, empty for the first page
   * @returns `{entries: Member[], next: string | null}` as JSON, at most 100 entries
   */
  @Transaction(false)
  async ListMembers(ctx: Context, after: string): Promise<string> {
    return JSON.stringify(await registers.listMembers(ctx.stub, after));
  }

  /**
   * Reads a proposal: a `Proposal` as JSON.
   *
   * @throws PROPOSAL_NOT_FOUND
   */
  @Transaction(false)
  async ReadProposal(ctx: Context, id: string): Promise<string> {
    return registerEntryText(await registers.readProposal(ctx.stub, id));
  }

  /**
   * Lists proposals in the order of their ids, decided ones included.
   *
   * @param after - id of the last proposal seen, empty for the first page
   * @returns `{entries: Proposal[], next: string | null}` as JSON, at most 100 entries
   */
  @Transaction(false)
  async ListProposals(ctx: Context, after: string): Promise<string> {
    return JSON.stringify(await registers.listProposals(ctx.stub, after));
  }
}

/** The transaction's own time: the same for every endorser, whatever its clock. */
function now(stub: Stub): string {
  return stub.getDateTimestamp().toISOString();
}

async function assertNoneOpen(stub: Stub): Promise<void> {
  const id = await registers.readConfigurationProposal(stub);
  if (id === undefined) return;
  throw new LedgerError('PROPOSAL_OPEN', 'another change of the channel configuration is still open', { id });
}

async function close(stub: Stub, proposal: Proposal): Promise<void> {
  if (changesConfiguration(proposal.change)) await registers.putConfigurationProposal(stub, undefined);
  if (proposal.status === 'accepted') await apply(stub, proposal);
}

async function apply(stub: Stub, { change, decidedAt = '' }: Proposal): Promise<void> {
  await registers.putMember(stub, applyChange(change, await registers.readMembers(stub), decidedAt));
}
