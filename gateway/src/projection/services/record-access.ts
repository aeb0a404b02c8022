// SPDX-License-Identifier: Apache-2.0
import { purposeBits, purposes, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import type { GrantGiven } from '../../vault/grants-given.js';
import type { HeldRecord } from '../one-record.js';

/**
 * Who has a record and why: the enterprise itself, and of an own record everybody to whom it was granted. Of
 * another's record nobody but its publisher knows who else has it.
 */
export function recordAccess(
  held: HeldRecord,
  given: readonly GrantGiven[],
  self: string,
): readonly JsonObject[] {
  const { publisher, granted, purpose, until, receivedAt, endedAt } = held;
  const isOwn = publisher === self;
  const own = {
    enterprise: self,
    because: isOwn ? 'published' : 'received',
    sections: granted,
    ...termsOf({ purpose, until }),
    since: receivedAt,
    ...(endedAt === null ? {} : { revokedAt: endedAt }),
  };
  return [own, ...(isOwn ? given.map(grantView) : [])];
}

/** What a grant may be used for and how long, as people read it. */
export function termsOf(terms: { readonly purpose: number; readonly until: number }): JsonObject {
  return { purpose: purposesOf(terms.purpose), until: untilText(terms.until) };
}

function grantView(grant: GrantGiven): JsonObject {
  const { enterprise, grantedAt, revokedAt } = grant;
  return {
    enterprise,
    because: 'granted',
    sections: JSON.parse(grant.sections) as JsonValue,
    policy: JSON.parse(grant.policies) as JsonValue,
    ...termsOf(grant),
    since: grantedAt,
    ...(revokedAt === null ? {} : { revokedAt }),
  };
}

function purposesOf(bits: number): readonly string[] {
  return purposes.filter((purpose) => (bits & purposeBits[purpose]) !== 0);
}

/** Beyond the years that a date can name it is as good as never. */
function untilText(seconds: number): string | null {
  const latest = 253_402_300_799; // 9999-12-31T23:59:59Z
  return seconds === 0 || seconds > latest ? null : new Date(seconds * 1_000).toISOString();
}
