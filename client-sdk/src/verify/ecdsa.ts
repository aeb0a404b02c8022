// SPDX-License-Identifier: Apache-2.0
import { p256, p384 } from '@noble/curves/nist.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';

/** A public key on a curve that Fabric identities and their authorities use. */
export interface PublicKey {
  readonly curve: 'P-256' | 'P-384';
  /** The point, SEC 1 section 2.3.3. */
  readonly point: Uint8Array;
}

/** How a message was signed. */
export interface SignatureScheme {
  readonly hash: 'SHA-256' | 'SHA-384';
  /**
   * Fabric messages must carry the smaller of the two values of s that fit, so that a signature has one spelling.
   * Authorities need not care when they sign certificates.
   */
  readonly lowS: boolean;
}

/** How proposals, endorsements and blocks are signed (format 10, "Signatures"). */
export const FABRIC_SCHEME: SignatureScheme = { hash: 'SHA-256', lowS: true };

/** Whether a DER signature (SEC 1 appendix C.8) of the message fits the key. Never throws. */
export function isSignedBy(
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  scheme: SignatureScheme,
): boolean {
  const curve = key.curve === 'P-256' ? p256 : p384;
  const digest = scheme.hash === 'SHA-256' ? sha256(message) : sha384(message);
  return curve.verify(signature, digest, key.point, { format: 'der', lowS: scheme.lowS, prehash: false });
}
