// SPDX-License-Identifier: Apache-2.0
import {
  applyChange,
  canonical,
  castVote,
  foundMembers,
  openProposal,
  type JsonValue,
  type Member,
  type MembershipChange,
  type Proposal,
} from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { admissions } from '../../support/admissions.js';
import { refusalOf } from '../../support/refusals.js';

const at = '2026-11-23T00:00:00.000Z';
const active = (id: keyof typeof admissions): Member => ({ ...admissions[id], status: 'active', since: at });
const members = [active('Guyu'), active('Qiming'), { ...active('Xinghe'), id: 'Other' }, active('Xinghe')];
const removal: MembershipChange = { type: 'remove', member: 'Qiming' };
const roles: MembershipChange = { type: 'roles', member: 'Qiming', roles: ['core'] };

const open = (change: MembershipChange = removal): Proposal =>
  openProposal({ id: '1', by: 'Guyu', at, change, configSignature: 'AAAA' }, members);
const votes = (proposal: Proposal, ...cast: readonly (readonly [string, boolean])[]): Proposal =>
  cast.reduce((after, [voter, yes]) => castVote(after, voter, { yes, at }), proposal);

describe('voting', () => {
  it('needs more than half, not half', () => {
    expect(votes(open(), ['Qiming', true]).status).to.equal('open');
    expect(votes(open(), ['Qiming', true], ['Xinghe', true]).status).to.equal('accepted');
  });

  it('rejects when half said no', () => {
    expect(votes(open(), ['Qiming', false], ['Xinghe', false]).status).to.equal('rejected');
  });

  it('is withdrawn by the no of who proposed', () => {
    expect(votes(open(), ['Guyu', false]).status).to.equal('withdrawn');
  });

  it('leaves out who had left when it was proposed', () => {
    const left = members.map((member) =>
      member.id === 'Other' ? { ...member, status: 'left' as const } : member,
    );
    const proposal = openProposal({ id: '1', by: 'Guyu', at, change: removal }, left);
    expect(proposal.voters).to.deep.equal(['Guyu', 'Qiming', 'Xinghe']);
    expect(refusalOf(() => castVote(proposal, 'Other', { yes: true, at }))).to.equal('ACCESS_DENIED');
  });

  it('counts each member once', () => {
    expect(refusalOf(() => votes(open(), ['Qiming', true], ['Qiming', false]))).to.equal(
      'ILLEGAL_TRANSITION',
    );
    expect(refusalOf(() => votes(open(), ['Guyu', true]))).to.equal('ILLEGAL_TRANSITION');
  });

  it('is over once it is decided', () => {
    const decided = votes(open(), ['Qiming', true], ['Xinghe', true]);
    expect(refusalOf(() => votes(decided, ['Other', true]))).to.equal('ILLEGAL_TRANSITION');
  });

  it('takes a new signature for the same yes, also after acceptance', () => {
    const signed = { yes: true, at, configSignature: 'BBBB' };
    expect(castVote(open(), 'Guyu', signed).votes['Guyu']).to.deep.equal(signed);
    const decided = votes(open(), ['Qiming', true], ['Xinghe', true]);
    const again = castVote(decided, 'Guyu', signed);
    expect([again.status, again.votes['Guyu']]).to.deep.equal(['accepted', signed]);
  });

  it('takes no new signature where the configuration does not change, or after another end', () => {
    const signed = { yes: true, at, configSignature: 'BBBB' };
    expect(refusalOf(() => castVote(open(roles), 'Guyu', signed))).to.equal('ILLEGAL_TRANSITION');
    const withdrawn = votes(open(), ['Qiming', true], ['Guyu', false]);
    expect(refusalOf(() => castVote(withdrawn, 'Qiming', signed))).to.equal('ILLEGAL_TRANSITION');
  });
});

describe('accepted change', () => {
  it('applies to active members only', () => {
    const left = [{ ...active('Qiming'), status: 'left' as const }];
    expect(refusalOf(() => applyChange(removal, left, at))).to.equal('MEMBER_NOT_FOUND');
    expect(refusalOf(() => applyChange(roles, [], at))).to.equal('MEMBER_NOT_FOUND');
  });

  it('never admits an id again', () => {
    const left = [{ ...active('Guyu'), status: 'left' as const }];
    const change: MembershipChange = { type: 'admit', member: admissions.Guyu };
    expect(refusalOf(() => applyChange(change, left, at))).to.equal('IDENTIFIER_TAKEN');
  });

  it('keeps a channel at a thousand members', () => {
    const many = Array.from({ length: 1_000 }, (_, i) => ({ ...active('Guyu'), id: `M${i}` }));
    const change: MembershipChange = { type: 'admit', member: admissions.Hechuan };
    expect(refusalOf(() => applyChange(change, many, at))).to.equal('INVALID_REQUEST');
  });
});

describe('founding', () => {
  it('refuses where the process was started without a list', () => {
    const list = canonical([admissions.Guyu] as unknown as JsonValue);
    const view = { endorser: 'Guyu', agreed: undefined, at };
    expect(refusalOf(() => foundMembers(list, view))).to.equal('FOUNDING_MISMATCH');
  });

  it('refuses first members that share an identifier', () => {
    const twins = [admissions.Guyu, { ...admissions.Qiming, gln: '9520008000006' }];
    const list = canonical(twins as unknown as JsonValue);
    expect(refusalOf(() => foundMembers(list, { endorser: 'Guyu', agreed: list, at }))).to.equal(
      'IDENTIFIER_TAKEN',
    );
  });
});
