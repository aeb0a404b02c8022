// SPDX-License-Identifier: Apache-2.0
import { VerificationError } from './verification-error.js';

const encoder = new TextEncoder();
// Without ignoreBOM a leading byte order mark would vanish and be an unchecked part of the text.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * The text of UTF-8 bytes, byte order mark kept.
 *
 * @throws VerificationError `MALFORMED` when the bytes are not UTF-8; `what` names them in the message.
 */
export function fromUtf8(bytes: Uint8Array, what: string): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new VerificationError('MALFORMED', `${what} is not UTF-8`, { cause });
  }
}

/** The parts one behind the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Whether both hold the same bytes. Nothing here is secret, so the time it takes may depend on them. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
