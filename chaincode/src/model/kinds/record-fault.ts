// SPDX-License-Identifier: Apache-2.0

/** One thing that is wrong with a record. */
export interface RecordFault {
  /** the place, as a JSON pointer */
  readonly pointer: string;
  readonly code: RecordFaultCode;
  readonly message: string;
}

/** What can be wrong with a record beyond its schema: a closed list. */
export const recordFaultCodes = [
  'REQUIRED',
  'MALFORMED',
  'OUT_OF_RANGE',
  'NOT_ALLOWED',
  'COMPUTED',
  'DUPLICATE_ITEM',
  'NOT_NORMALISED',
  'PERSONAL_DATA',
] as const;

/** A code of {@link recordFaultCodes}. */
export type RecordFaultCode = (typeof recordFaultCodes)[number];
