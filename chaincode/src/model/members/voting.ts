// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from '../errors.js';
import { membersMax } from '../limits.js';
import type { Member } from './member.js';
import {
  changesConfiguration,
  subjectOf,
  type MembershipChange,
  type Proposal,
  type Vote,
} from './proposal.js';
import { checkIdentifiersFree } from './taken-identifiers.js';

/** A proposal as it is opened: whoever opens it says yes to it. */
export interface Opening {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly change: MembershipChange;
  readonly configSignature?: string;
}

/**
 * Opens a proposal with the proposer's own yes.
 *
 * @param members - the whole register
 * @throws {@link LedgerError} ACCESS_DENIED, IDENTIFIER_TAKEN or MEMBER_NOT_FOUND
 */
export function openProposal(opening: Opening, members: readonly Member[]): Proposal {
  const { id, by, at, change, configSignature } = opening;
  const voters = members.filter(({ status }) => status === 'active').map((member) => member.id);
  const open: Proposal = { id, by, at, change, voters, votes: {}, status: 'open' };
  const vote: Vote = { yes: true, at, ...(configSignature === undefined ? {} : { configSignature }) };
  const proposal = castVote(open, by, vote);
  checkChange(change, members);
  return proposal;
}

/**
 * Counts a member's vote. A proposal is accepted by a yes of more than half of its voters and rejected as
 * soon as that cannot be reached any more; the proposer's own no withdraws it.
 *
 * A yes may be repeated with another signature, also after acceptance: when the configuration has changed
 * meanwhile, members sign again, while their votes stay.
 *
 * @throws {@link LedgerError} ACCESS_DENIED for who has no vote, ILLEGAL_TRANSITION for a second vote
 */
export function castVote(proposal: Proposal, voter: string, vote: Vote): Proposal {
  if (!proposal.voters.includes(voter)) {
    throw new LedgerError('ACCESS_DENIED', 'only who was a member when it was proposed has a vote', {
      voter,
    });
  }
  checkVoteAllowed(proposal, voter, vote);
  const votes = { ...proposal.votes, [voter]: vote };
  if (proposal.status !== 'open') return { ...proposal, votes };
  const status = outcome({ ...proposal, votes }, voter, vote);
  return { ...proposal, votes, status, ...(status === 'open' ? {} : { decidedAt: vote.at }) };
}

/**
 * What an accepted change writes into the register.
 *
 * @param members - the whole register, as it is when the change is accepted
 * @throws {@link LedgerError} IDENTIFIER_TAKEN or MEMBER_NOT_FOUND when the register no longer allows it
 */
export function applyChange(change: MembershipChange, members: readonly Member[], at: string): Member {
  const subject = checkChange(change, members);
  if (change.type === 'admit') return { ...change.member, status: 'active', since: at };
  // checkChange found the member of any change but an admission.
  const member = subject as Member;
  switch (change.type) {
    case 'roles':
      return { ...member, roles: change.roles };
    case 'accreditation':
      return { ...member, accreditations: change.accreditations };
    case 'remove':
      return { ...member, status: 'left', until: at };
  }
}

function checkChange(change: MembershipChange, members: readonly Member[]): Member | undefined {
  if (change.type === 'admit') {
    if (members.length >= membersMax) {
      throw new LedgerError(
        'INVALID_REQUEST',
        `a channel has at most ${membersMax} members, past ones included`,
      );
    }
    checkIdentifiersFree(change.member, members);
    return undefined;
  }
  const member = members.find(({ id, status }) => id === change.member && status === 'active');
  if (member === undefined) {
    throw new LedgerError('MEMBER_NOT_FOUND', 'there is no active member of this id', {
      id: subjectOf(change),
    });
  }
  return member;
}

function checkVoteAllowed(proposal: Proposal, voter: string, vote: Vote): void {
  const before = proposal.votes[voter];
  if (before !== undefined && signsAgain(proposal, before, vote)) return;
  if (proposal.status !== 'open') {
    throw new LedgerError('ILLEGAL_TRANSITION', `this proposal is ${proposal.status}`, {
      status: proposal.status,
    });
  }
  const withdraws = voter === proposal.by && !vote.yes;
  if (before !== undefined && !withdraws) {
    throw new LedgerError('ILLEGAL_TRANSITION', 'this member has voted already', { voter });
  }
}

function signsAgain({ status, change }: Proposal, before: Vote, vote: Vote): boolean {
  const signs = changesConfiguration(change) && vote.configSignature !== undefined;
  return signs && before.yes && vote.yes && (status === 'open' || status === 'accepted');
}

function outcome(proposal: Proposal, voter: string, vote: Vote): Proposal['status'] {
  if (voter === proposal.by && !vote.yes) return 'withdrawn';
  const cast = Object.values(proposal.votes);
  const yes = cast.filter((each) => each.yes).length;
  const no = cast.length - yes;
  if (2 * yes > proposal.voters.length) return 'accepted';
  return 2 * no >= proposal.voters.length ? 'rejected' : 'open';
}
