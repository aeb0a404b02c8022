// SPDX-License-Identifier: Apache-2.0
import { toHex } from './verify/bytes.js';

/**
 * A new idempotency key of 128 random bits. Keep it before sending: repeating a call with it, even from another
 * process, cannot do the call twice.
 */
export function newIdempotencyKey(): string {
  // crypto.randomUUID is missing in browsers on plain http, getRandomValues is not.
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}
