// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from '../model/errors.js';
import { configurationProposalKey, memberKey, proposalKey } from '../model/keys.js';
import { membersMax, registerPageMax } from '../model/limits.js';
import type { Member } from '../model/members/member.js';
import type { Proposal } from '../model/members/proposal.js';
import { parseMember, parseProposal, registerEntryText } from '../model/members/register-entry.js';
import { present, type Stub } from './stub.js';

/** One page of a register. */
export interface Page<Entry> {
  readonly entries: readonly Entry[];
  /** id after which the next page begins, or `null` at the end */
  readonly next: string | null;
}

/** The member of this id. @throws {@link LedgerError} MEMBER_NOT_FOUND */
export async function readMember(stub: Stub, id: string): Promise<Member> {
  const value = present(await stub.getState(memberKey(id)));
  if (value === undefined) throw new LedgerError('MEMBER_NOT_FOUND', 'there is no member of this id', { id });
  return parseMember(value);
}

/** Every member, past ones included. A register that grew too large would be a bug, and is refused. */
export async function readMembers(stub: Stub): Promise<readonly Member[]> {
  const members = await readRange(stub, memberKey, '', membersMax + 1);
  if (members.length > membersMax) throw new Error('the register of members is larger than it may be');
  return members.map(parseMember);
}

/** Members after this id, in the order of their ids. */
export async function listMembers(stub: Stub, after: string): Promise<Page<Member>> {
  return pageOf((await readRange(stub, memberKey, after, registerPageMax + 1)).map(parseMember));
}

/** Writes a member's entry. */
export async function putMember(stub: Stub, member: Member): Promise<void> {
  await stub.putState(memberKey(member.id), Buffer.from(registerEntryText(member)));
}

/** The proposal of this id. @throws {@link LedgerError} PROPOSAL_NOT_FOUND */
export async function readProposal(stub: Stub, id: string): Promise<Proposal> {
  const value = present(await stub.getState(proposalKey(id)));
  if (value === undefined)
    throw new LedgerError('PROPOSAL_NOT_FOUND', 'there is no proposal of this id', { id });
  return parseProposal(value);
}

/** Proposals after this id, in the order of their ids. */
export async function listProposals(stub: Stub, after: string): Promise<Page<Proposal>> {
  return pageOf((await readRange(stub, proposalKey, after, registerPageMax + 1)).map(parseProposal));
}

/** Writes a proposal's entry. */
export async function putProposal(stub: Stub, proposal: Proposal): Promise<void> {
  await stub.putState(proposalKey(proposal.id), Buffer.from(registerEntryText(proposal)));
}

/** Id of the open proposal that would change the channel configuration, if there is one. */
export async function readConfigurationProposal(stub: Stub): Promise<string | undefined> {
  return present(await stub.getState(configurationProposalKey))?.toString('utf8');
}

/** Notes which proposal holds the channel configuration, or that none does any more. */
export async function putConfigurationProposal(stub: Stub, id: string | undefined): Promise<void> {
  if (id === undefined) await stub.deleteState(configurationProposalKey);
  else await stub.putState(configurationProposalKey, Buffer.from(id));
}

/** At most `countMax` values of one sort whose id follows `after`; a page needs one more than it shows. */
async function readRange(
  stub: Stub,
  keyOf: (id: string) => string,
  after: string,
  countMax: number,
): Promise<Uint8Array[]> {
  // U+007F follows the tilde that ends each prefix; U+0000 makes the range begin after the id itself.
  const start = after === '' ? keyOf('') : `${keyOf(after)}\u0000`;
  const end = keyOf('').replace('~', '\u007f');
  const values: Uint8Array[] = [];
  for await (const { value } of stub.getStateByRange(start, end)) {
    values.push(value);
    if (values.length === countMax) break;
  }
  return values;
}

function pageOf<Entry extends { readonly id: string }>(entries: readonly Entry[]): Page<Entry> {
  const shown = entries.slice(0, registerPageMax);
  return { entries: shown, next: entries.length > shown.length ? (shown.at(-1)?.id ?? null) : null };
}
