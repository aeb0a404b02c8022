// SPDX-License-Identifier: Apache-2.0
import { assertVerified } from './verification-error.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map(Array.from(ALPHABET, (letter, value) => [letter, value]));

/**
 * The bytes of base64url without padding (RFC 4648 section 5), in its only spelling: bits left over in the last
 * letter must be zero, otherwise two texts would stand for the same bytes and one of them would go unchecked.
 *
 * @throws VerificationError `MALFORMED`; `what` names the text in the message.
 */
export function fromBase64url(text: string, what: string): Uint8Array {
  assertVerified(text.length % 4 !== 1, 'MALFORMED', `${what} is not base64url`);
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let buffer = 0;
  let bits = 0;
  let offset = 0;
  for (const letter of text) {
    const value = VALUES.get(letter);
    assertVerified(value !== undefined, 'MALFORMED', `${what} is not base64url`);
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[offset++] = (buffer >> bits) & 0xff;
    }
  }
  assertVerified((buffer & ((1 << bits) - 1)) === 0, 'MALFORMED', `${what} is not in canonical base64url`);
  return bytes;
}
