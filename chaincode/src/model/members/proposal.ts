// SPDX-License-Identifier: Apache-2.0
import { decodeBase64url } from '../base64url.js';
import { parseCanonical } from '../canonical.js';
import type { JsonValue } from '../json.js';
import { organisationBytesMax } from '../limits.js';
import { invalid, objectOf, textOf, wordOf } from '../shape.js';
import type { Role } from '../words.js';
import {
  readAccreditations,
  readAdmission,
  readMspId,
  readRoles,
  type Accreditation,
  type Admission,
} from './member.js';

/** Admits an enterprise. */
export interface AdmitChange {
  readonly type: 'admit';
  readonly member: Admission;
  /**
   * the organisation's part of the channel configuration (Fabric's `ConfigGroup`) in base64url, so that
   * every voter signs what it has computed itself
   */
  readonly organisation?: string;
}

/** Gives a member another list of roles. */
export interface RolesChange {
  readonly type: 'roles';
  readonly member: string;
  readonly roles: readonly Role[];
}

/** Gives a member another list of accreditations. */
export interface AccreditationChange {
  readonly type: 'accreditation';
  readonly member: string;
  readonly accreditations: readonly Accreditation[];
}

/** Ends a membership, on the member's own wish or without it. */
export interface RemoveChange {
  readonly type: 'remove';
  readonly member: string;
  readonly reason?: string;
}

/** What a proposal would change in the register `members`. */
export type MembershipChange = AdmitChange | RolesChange | AccreditationChange | RemoveChange;

/** What a member answered to a proposal. */
export interface Vote {
  readonly yes: boolean;
  /** when, by the clock of the transaction, in UTC */
  readonly at: string;
  /** the member's signature over the configuration update, in base64url, where the change needs one */
  readonly configSignature?: string;
}

/** An entry of the register of proposals. */
export interface Proposal {
  /** transaction id by which it was opened */
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly change: MembershipChange;
  /** active members when it was opened, ascending; more than half of them decide */
  readonly voters: readonly string[];
  readonly votes: Readonly<Record<string, Vote>>;
  readonly status: 'open' | 'accepted' | 'rejected' | 'withdrawn';
  readonly decidedAt?: string;
}

const reasonCharsMax = 1_000;

/** Whether a change also changes the configuration of the channel, which members sign one at a time. */
export function changesConfiguration({ type }: MembershipChange): boolean {
  return type === 'admit' || type === 'remove';
}

/** The enterprise that a change is about. */
export function subjectOf(change: MembershipChange): string {
  return change.type === 'admit' ? change.member.id : change.member;
}

/**
 * Reads a change as it is proposed.
 *
 * @param text - canonical JSON object
 * @throws {@link LedgerError} NOT_CANONICAL, INVALID_REQUEST, INVALID_IDENTIFIER, NOT_INSTANT or
 * NOT_BASE64URL
 */
export function parseMembershipChange(text: string): MembershipChange {
  const value = parseCanonical(text);
  const type = wordOf(
    (value as { type?: JsonValue } | null)?.type,
    ['admit', 'roles', 'accreditation', 'remove'] as const,
    '/type',
  );
  return readers[type](value);
}

const readers: Readonly<Record<MembershipChange['type'], (value: JsonValue) => MembershipChange>> = {
  admit(value) {
    const entry = objectOf(value, { type: 'required', member: 'required', organisation: 'optional' }, '');
    const member = readAdmission(entry['member'], '/member');
    return { type: 'admit', member, ...readOrganisation(entry['organisation']) };
  },
  roles(value) {
    const entry = objectOf(value, { type: 'required', member: 'required', roles: 'required' }, '');
    const member = readMspId(entry['member'], '/member');
    return { type: 'roles', member, roles: readRoles(entry['roles'], '/roles') };
  },
  accreditation(value) {
    const entry = objectOf(value, { type: 'required', member: 'required', accreditations: 'required' }, '');
    const member = readMspId(entry['member'], '/member');
    const accreditations = readAccreditations(entry['accreditations'], '/accreditations');
    return { type: 'accreditation', member, accreditations };
  },
  remove(value) {
    const entry = objectOf(value, { type: 'required', member: 'required', reason: 'optional' }, '');
    const member = readMspId(entry['member'], '/member');
    const { reason } = entry;
    if (reason === undefined) return { type: 'remove', member };
    return { type: 'remove', member, reason: textOf(reason, reasonCharsMax, '/reason') };
  },
};

function readOrganisation(value: JsonValue | undefined): { organisation?: string } {
  if (value === undefined) return {};
  if (typeof value !== 'string') throw invalid('this must be a string', '/organisation');
  if (decodeBase64url(value, '/organisation').length > organisationBytesMax) {
    throw invalid(`this must be at most ${organisationBytesMax} bytes`, '/organisation');
  }
  return { organisation: value };
}
