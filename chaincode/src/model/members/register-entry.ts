// SPDX-License-Identifier: Apache-2.0
import { canonical, parseCanonical } from '../canonical.js';
import type { JsonValue } from '../json.js';
import type { Member } from './member.js';
import type { Proposal } from './proposal.js';

/** Writes a register entry as it stands on the ledger: canonical JSON. */
export function registerEntryText(entry: Member | Proposal): string {
  return canonical(entry as unknown as JsonValue);
}

/**
 * Reads a value of the register `members` as the ledger holds it. Its form is not checked again: it was
 * before the majority endorsed it.
 *
 * @throws LedgerError NOT_CANONICAL
 */
export function parseMember(value: Uint8Array): Member {
  return parseEntry(value) as unknown as Member;
}

/**
 * Reads a value of the register of proposals as the ledger holds it.
 *
 * @throws LedgerError NOT_CANONICAL
 */
export function parseProposal(value: Uint8Array): Proposal {
  return parseEntry(value) as unknown as Proposal;
}

function parseEntry(value: Uint8Array): JsonValue {
  return parseCanonical(Buffer.from(value).toString('utf8'));
}
