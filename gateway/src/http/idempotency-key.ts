// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';
import { invalidHeader } from './invalid-header.js';
import { IDEMPOTENCY_KEY_LENGTH_MAX } from './limits.js';

const keyForm = new RegExp(`^[\\x21-\\x7e]{1,${IDEMPOTENCY_KEY_LENGTH_MAX}}$`);

/**
 * The key that makes a repeat of a call harmless.
 *
 * @throws {@link GatewayError} IDEMPOTENCY_KEY_REQUIRED, INVALID_REQUEST for a form that cannot be kept
 */
export function idempotencyKeyFrom(header: string | undefined): string {
  if (header === undefined) throw new GatewayError('IDEMPOTENCY_KEY_REQUIRED');
  if (keyForm.test(header)) return header;
  const sentence = `Idempotency-Key takes 1 to ${IDEMPOTENCY_KEY_LENGTH_MAX} visible ASCII characters.`;
  throw invalidHeader('Idempotency-Key', sentence);
}
