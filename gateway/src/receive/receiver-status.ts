// SPDX-License-Identifier: Apache-2.0

/** How receiving goes, for status and readiness. */
export interface ReceiverStatus {
  /** Last block read, -1 before the first. */
  readonly block: number;
  /** Whether the block stream of the own peer is open. */
  readonly following: boolean;
  /** Publications that are being pulled. */
  readonly pulling: number;
}
