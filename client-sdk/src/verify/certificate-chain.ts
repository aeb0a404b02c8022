// SPDX-License-Identifier: Apache-2.0
import type { Certificate } from './certificate.js';
import { isSignedBy } from './ecdsa.js';
import { CHAIN_LENGTH_MAX } from './limits.js';
import type { Authorities } from './trust.js';
import { assertVerified } from './verification-error.js';

/**
 * Follows a certificate to a root of its organisation (RFC 5280 section 6, without policies and name constraints,
 * which Fabric does not use).
 *
 * @param at - milliseconds since 1970 at which every certificate of the chain must be valid. A revoked certificate is
 *   refused whatever the date: whoever stole its key can choose the time that a transaction states.
 * @throws VerificationError `UNTRUSTED_IDENTITY`, or `BAD_TRUST` when a revocation list is not signed by its issuer.
 */
export function assertChain(leaf: Certificate, authorities: Authorities, at: number): void {
  assertVerified(
    !leaf.isAuthority,
    'UNTRUSTED_IDENTITY',
    'the certificate of an authority cannot act as an identity',
  );
  assertVerified(leaf.maySignMessages, 'UNTRUSTED_IDENTITY', 'the certificate may not sign messages');
  let current = leaf;
  for (let below = 0; below < CHAIN_LENGTH_MAX; below++) {
    assertValidAt(current, at);
    const issuer = issuerOf(current, authorities, below);
    assertNotRevoked(current, issuer, authorities);
    if (authorities.roots.includes(issuer)) {
      assertValidAt(issuer, at);
      return;
    }
    current = issuer;
  }
  assertVerified(false, 'UNTRUSTED_IDENTITY', `the chain has more than ${CHAIN_LENGTH_MAX} certificates`);
}

function assertValidAt(certificate: Certificate, at: number): void {
  const valid = certificate.notBefore <= at && at <= certificate.notAfter;
  assertVerified(valid, 'UNTRUSTED_IDENTITY', `a certificate was not valid at ${new Date(at).toISOString()}`);
}

function issuerOf(certificate: Certificate, authorities: Authorities, below: number): Certificate {
  const issuer = [...authorities.roots, ...authorities.intermediates].find(
    (candidate) =>
      candidate.subject === certificate.issuer &&
      candidate.maySignCertificates &&
      // The path length counts the authorities below the candidate, which the identity itself is not.
      (candidate.pathLength === undefined || candidate.pathLength >= below) &&
      isSignedBy(candidate.key, certificate.signed, certificate.signature, certificate.scheme),
  );
  assertVerified(
    issuer !== undefined,
    'UNTRUSTED_IDENTITY',
    'a certificate does not lead to a root of its organisation',
  );
  return issuer;
}

function assertNotRevoked(certificate: Certificate, issuer: Certificate, authorities: Authorities): void {
  for (const list of authorities.revocations) {
    if (list.issuer !== issuer.subject) continue;
    const genuine = isSignedBy(issuer.key, list.body.bytes, list.signature, list.scheme);
    assertVerified(genuine, 'BAD_TRUST', 'a revocation list is not signed by its issuer');
    assertVerified(!list.revoked.has(certificate.serial), 'UNTRUSTED_IDENTITY', 'a certificate was revoked');
  }
}
