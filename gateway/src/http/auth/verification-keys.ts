// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { RSA_BITS_MIN } from '../limits.js';

/** The algorithms that tokens may be signed with; each key vouches for exactly one (RFC 8725 section 3.1). */
export type TokenAlgorithm = 'RS256' | 'ES256';

/** A public key of the enterprise's identity provider. */
export interface VerificationKey {
  /** The key's name in a token's header; null for a PEM key, which has none. */
  readonly kid: string | null;
  readonly algorithm: TokenAlgorithm;
  readonly key: KeyObject;
}

/**
 * Reads the public keys out of PEM texts and JSON Web Key Sets (RFC 7517). Encryption keys of a set are passed
 * over; everything else that cannot be used is a fault of the configuration.
 *
 * @throws TypeError that says which text holds what it must not
 */
export function readVerificationKeys(texts: readonly string[]): readonly VerificationKey[] {
  const keys = texts.flatMap((text) => (text.trimStart().startsWith('{') ? fromKeySet(text) : fromPem(text)));
  if (keys.length === 0) throw new TypeError('no key to verify tokens with');
  return keys;
}

/** The keys that may have signed a token: those of its algorithm, and of its key id when it states one. */
export function keysFor(
  keys: readonly VerificationKey[],
  header: { readonly alg: string; readonly kid?: string | undefined },
): readonly VerificationKey[] {
  return keys.filter(
    ({ algorithm, kid }) =>
      algorithm === header.alg && (kid === null || header.kid === undefined || kid === header.kid),
  );
}

const pemForm = /-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g;

function fromPem(text: string): readonly VerificationKey[] {
  const blocks = [...text.matchAll(pemForm)];
  if (blocks.length === 0) throw new TypeError('a token key must be a PEM public key or a JSON Web Key Set');
  return blocks.map(([pem, label]) => {
    if (label?.includes('PRIVATE')) throw new TypeError('a private key was configured to verify tokens with');
    return usable(createPublicKey(pem), null);
  });
}

interface KeySet {
  readonly keys?: readonly (JsonWebKey & { readonly kid?: string; readonly use?: string })[];
}

function fromKeySet(text: string): readonly VerificationKey[] {
  const set = JSON.parse(text) as KeySet;
  if (!Array.isArray(set.keys)) throw new TypeError('a JSON Web Key Set must have a list "keys"');
  return (set.keys as NonNullable<KeySet['keys']>)
    .filter((jwk) => jwk.use !== 'enc')
    .map((jwk) => {
      if (jwk.d !== undefined) throw new TypeError('a private key was configured to verify tokens with');
      return usable(createPublicKey({ key: jwk, format: 'jwk' }), jwk.kid ?? null);
    });
}

function usable(key: KeyObject, kid: string | null): VerificationKey {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return { kid, algorithm: 'ES256', key };
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= RSA_BITS_MIN)
    return { kid, algorithm: 'RS256', key };
  throw new TypeError(`a token key must be EC P-256 or RSA of at least ${RSA_BITS_MIN} bits`);
}
