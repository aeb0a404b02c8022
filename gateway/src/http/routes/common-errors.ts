// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../../error-codes.js';

/** What publishing answers beside faults of the records, also where it is a gateway that says something. */
export const publishErrors = [
  'IDEMPOTENCY_KEY_BUSY',
  'IDEMPOTENCY_KEY_REUSED',
  'LEDGER_UNAVAILABLE',
  'PUBLICATION_REFUSED',
] as const satisfies readonly ErrorCode[];

/** What asking the own peer answers when it cannot, beside what is asked. */
export const peerErrors = [
  'ENDORSEMENT_FAILED',
  'LEDGER_REFUSED',
  'LEDGER_UNAVAILABLE',
] as const satisfies readonly ErrorCode[];
