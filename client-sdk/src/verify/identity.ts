// SPDX-License-Identifier: Apache-2.0
import { fromUtf8 } from './bytes.js';
import { parseCertificate, type Certificate } from './certificate.js';
import { assertChain } from './certificate-chain.js';
import { FABRIC_SCHEME, isSignedBy } from './ecdsa.js';
import { fromPem } from './pem.js';
import { readMessage } from './protobuf.js';
import type { Authorities } from './trust.js';
import { assertVerified } from './verification-error.js';

/** What a member's certificate lets it act as: the NodeOU of Fabric, an organisational unit of the subject. */
export type Role = 'peer' | 'orderer';

/** Who signed: an organisation and one certificate of it. */
export interface Identity {
  readonly mspId: string;
  readonly certificate: Certificate;
}

/**
 * Reads Fabric's `SerializedIdentity` {mspid = 1, id_bytes = 2}.
 *
 * @throws VerificationError `MALFORMED` or `UNSUPPORTED`
 */
export function parseIdentity(bytes: Uint8Array, what: string): Identity {
  const message = readMessage(bytes, { bytes: { mspId: 1, certificate: 2 }, covered: 'signed' }, what);
  const pem = fromUtf8(message.certificate, what);
  return {
    mspId: fromUtf8(message.mspId, what),
    certificate: parseCertificate(fromPem(pem, 'CERTIFICATE', what), what),
  };
}

/** A statement that an identity should have signed. */
export interface Statement {
  readonly identity: Identity;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** How the identity is called in errors, e.g. `the endorser`. */
  readonly what: string;
}

/** What is asked of whoever signed. */
export interface Demand {
  /** The authorities of the organisation that the identity names; undefined when nobody trusts it. */
  readonly authorities: Authorities | undefined;
  /** One that it must hold; absent when any member of the organisation may act. */
  readonly role?: Role;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Checks that an identity belongs to its organisation, holds the role, and signed the message.
 *
 * @throws VerificationError `UNTRUSTED_IDENTITY` or `BAD_SIGNATURE`
 */
export function assertStatement({ identity, message, signature, what }: Statement, demand: Demand): void {
  const { certificate, mspId } = identity;
  assertVerified(
    demand.authorities !== undefined,
    'UNTRUSTED_IDENTITY',
    `${what} is of ${mspId}, which is not trusted`,
  );
  const mayAct = demand.role === undefined || certificate.organizationalUnits.includes(demand.role);
  assertVerified(mayAct, 'UNTRUSTED_IDENTITY', `${what} is not a ${demand.role ?? 'member'} of ${mspId}`);
  assertChain(certificate, demand.authorities, demand.at);
  const signed =
    certificate.key.curve === 'P-256' && isSignedBy(certificate.key, message, signature, FABRIC_SCHEME);
  assertVerified(signed, 'BAD_SIGNATURE', `the signature of ${what} does not fit`);
}
