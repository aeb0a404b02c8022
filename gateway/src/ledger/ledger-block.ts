// SPDX-License-Identifier: Apache-2.0
import type { ParsedEnvelope } from '@chainshare/chaincode/model';

/** A publication that the block rule accepts. */
export interface LedgerPublication {
  readonly id: string;
  readonly publisher: string;
  /** The envelope, every rule of its form checked; `envelope.a` and `envelope.t` are what indexes need. */
  readonly parsed: ParsedEnvelope;
}

/** Why a write under a publication's key is not accepted. */
export type RefusedReason =
  /** The bytes are not what the key names. */
  | 'ALTERED'
  /** The envelope breaks a rule of its form, or names another publisher than the key. */
  | 'MALFORMED'
  /** The publisher's own collection was not written with the hash of the sealed bytes. */
  | 'FORGED';

/** A write under a publication's key that the block rule does not accept; it is counted, never shown. */
export interface RefusedPublication {
  readonly id: string;
  readonly publisher: string;
  readonly reason: RefusedReason;
}

/** A write of a member's entry in the register; null = deleted. */
export interface MemberWrite {
  readonly key: string;
  readonly value: string | null;
}

/** One valid transaction. Order inside it means nothing. */
export interface LedgerTransaction {
  /** Position in the block. */
  readonly index: number;
  readonly transactionId: string;
  /** MSP ID of who created it. */
  readonly creator: string;
  /** The creator's claim of the time: RFC 3339 in UTC, with up to nine decimals. */
  readonly timestamp: string;
  readonly publications: readonly LedgerPublication[];
  readonly refused: readonly RefusedPublication[];
  readonly memberWrites: readonly MemberWrite[];
}

/** One block as a read model needs it: its valid transactions only. */
export interface LedgerBlock {
  readonly number: number;
  readonly transactions: readonly LedgerTransaction[];
  /** Positions of valid transactions whose content cannot be decoded; reported, never shown. */
  readonly undecodable: readonly number[];
}
