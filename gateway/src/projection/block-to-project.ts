// SPDX-License-Identifier: Apache-2.0
import type { MemberWrite } from './members.js';

/** A publication that the block rule has accepted. */
export interface BlockPublication {
  readonly id: string;
  readonly publisher: string;
  /** the envelope's `a`, base64url */
  readonly a: string;
  /** the envelope's tags, base64url */
  readonly tags: readonly string[];
  /** published by this enterprise itself */
  readonly own: boolean;
  /** meant for this enterprise: one of the tags is its own, or the keys stand in clear */
  readonly mine: boolean;
}

/** One valid transaction. */
export interface BlockTransaction {
  /** position in the block */
  readonly index: number;
  readonly transactionId: string;
  /** MSP ID */
  readonly creator: string;
  /** the creator's claim of the time, RFC 3339 in UTC */
  readonly timestamp: string;
  readonly publications: readonly BlockPublication[];
  readonly memberWrites: readonly MemberWrite[];
}

/** One block as the projection needs it. */
export interface BlockToProject {
  readonly number: number;
  readonly transactions: readonly BlockTransaction[];
}
