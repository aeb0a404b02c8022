// SPDX-License-Identifier: Apache-2.0
import { parseSigned, type SignedStructure } from './certificate.js';
import { childAt, TAG, type DerNode } from './der.js';
import { toHex } from './bytes.js';

/** A certificate revocation list (RFC 5280 section 5). */
export interface RevocationList extends SignedStructure {
  /** Lower-case hex of the issuer's DER name. */
  readonly issuer: string;
  /** Serial numbers in lower-case hex. */
  readonly revoked: ReadonlySet<string>;
}

/**
 * Reads a revocation list. Its signature is checked where its issuer is known.
 *
 * @throws VerificationError `MALFORMED` or `UNSUPPORTED`
 */
export function parseRevocationList(der: Uint8Array, what: string): RevocationList {
  const structure = parseSigned(der, what);
  // The version is optional and the only integer here; issuer and entries are counted from behind it.
  const start = structure.body.children[0]?.universal === TAG.integer ? 1 : 0;
  return {
    ...structure,
    issuer: toHex(childAt(structure.body, start + 1, what).bytes),
    revoked: new Set(
      entriesOf(structure.body, start + 3).map((entry) => toHex(childAt(entry, 0, what).content)),
    ),
  };
}

/** thisUpdate is followed by the optional nextUpdate, a time, and then by the optional list of entries. */
function entriesOf(body: DerNode, afterThisUpdate: number): readonly DerNode[] {
  const next = body.children[afterThisUpdate];
  const isTime = next?.universal === TAG.utcTime || next?.universal === TAG.generalizedTime;
  const entries = isTime ? body.children[afterThisUpdate + 1] : next;
  return entries?.universal === undefined ? [] : entries.children;
}
