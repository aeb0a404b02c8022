// SPDX-License-Identifier: Apache-2.0

/**
 * Why a proof pack was not believed. The list is closed: a program may switch over it.
 *
 * - `MALFORMED`: not a pack at all, or not in its only allowed spelling (canonical JSON, exact members, exact lengths)
 * - `TOO_LARGE`: above a limit of this verifier
 * - `UNSUPPORTED`: a version or an algorithm that this verifier does not know
 * - `BAD_TRUST`: the trust file itself cannot be used
 * - `WRONG_CHANNEL`: the transaction belongs to another channel than the trust file
 * - `UNTRUSTED_IDENTITY`: a certificate does not lead to a root of its organisation, was not valid at that time,
 *   was revoked, or lacks the role it acted in
 * - `BAD_SIGNATURE`: a signature does not fit what it should sign
 * - `WRONG_TRANSACTION`: the transaction is in order but does not publish this record
 * - `WRONG_RECORD`: the record does not lead to the root that the publisher signed
 * - `WRONG_BLOCK`: the block does not hold the transaction, or its hashes do not fit
 */
export type VerificationCode =
  | 'MALFORMED'
  | 'TOO_LARGE'
  | 'UNSUPPORTED'
  | 'BAD_TRUST'
  | 'WRONG_CHANNEL'
  | 'UNTRUSTED_IDENTITY'
  | 'BAD_SIGNATURE'
  | 'WRONG_TRANSACTION'
  | 'WRONG_RECORD'
  | 'WRONG_BLOCK';

/** A proof pack that does not hold. `code` is for programs, the message says what exactly did not fit. */
export class VerificationError extends Error {
  readonly code: VerificationCode;

  constructor(code: VerificationCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VerificationError';
    this.code = code;
  }
}

/**
 * States what must hold for verification to go on.
 *
 * @throws VerificationError with the given code when `condition` is false.
 */
export function assertVerified(
  condition: boolean,
  code: VerificationCode,
  message: string,
): asserts condition {
  if (!condition) throw new VerificationError(code, message);
}
