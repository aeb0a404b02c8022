// SPDX-License-Identifier: Apache-2.0
import { fromBase64url } from './base64url.js';
import { assertVerified } from './verification-error.js';

/** What a PEM block may be labelled here. */
export type PemLabel = 'CERTIFICATE' | 'X509 CRL';

/**
 * The DER bytes of the one PEM block (RFC 7468) in a text.
 *
 * @throws VerificationError `MALFORMED` when the text is not exactly one block of that label.
 */
export function fromPem(text: string, label: PemLabel, what: string): Uint8Array {
  const pattern = new RegExp(`^\\s*-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----\\s*$`);
  const body = pattern.exec(text)?.[1];
  assertVerified(body !== undefined, 'MALFORMED', `${what} is not one PEM block "${label}"`);
  const letters = body.replace(/[\s=]/g, '').replaceAll('+', '-').replaceAll('/', '_');
  return fromBase64url(letters, what);
}
