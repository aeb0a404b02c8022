// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from './errors.js';

/** Writes bytes in base64url without padding (RFC 4648 section 5). */
export function encodeBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/**
 * Reads base64url without padding.
 *
 * Bytes have one spelling only: stray bits, padding, white space and the other alphabet are refused, so
 * that nobody can write the same envelope twice under two ids.
 *
 * @param at - JSON pointer to the text, for the error
 * @throws {@link LedgerError} NOT_BASE64URL
 */
export function decodeBase64url(text: string, at = ''): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) {
    throw new LedgerError('NOT_BASE64URL', 'a binary field must be base64url without padding', { at });
  }
  return bytes;
}
