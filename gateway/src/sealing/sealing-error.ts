// SPDX-License-Identifier: Apache-2.0

/** Why a publication cannot be sealed. */
export type SealingErrorCode =
  | 'HEADER'
  | 'RECORD_COUNT'
  | 'RECIPIENT'
  | 'PUBLIC_KEY'
  | 'TERMS'
  | 'TAG_COUNT'
  | 'SEALED_TOO_LARGE'
  | 'INLINE_TOO_LARGE';

/**
 * A request that cannot become a publication.
 *
 * SEALED_TOO_LARGE and INLINE_TOO_LARGE depend on the records: the caller splits them, or does not seal them
 * inline. Every other code is a fault of the caller.
 */
export class SealingError extends Error {
  readonly code: SealingErrorCode;

  constructor(code: SealingErrorCode, sentence: string) {
    super(`${code}: ${sentence}`);
    this.name = 'SealingError';
    this.code = code;
  }
}
