// SPDX-License-Identifier: Apache-2.0
import type { ParsedEnvelope, PublicationState } from '@chainshare/chaincode/model';
import type { LedgerBlock } from './ledger-block.js';

/** A transaction that was endorsed and signed: kept in the outbox and sent again as it is, never made anew. */
export interface SignedTransaction {
  readonly transactionId: string;
  readonly bytes: Uint8Array;
}

/** One publication as `Publish` takes it. */
export interface PublicationToPublish {
  /** The canonical text of the envelope. */
  readonly envelope: string;
  /** The sealed bytes; null when they stand inline in the envelope. */
  readonly sealed: Uint8Array | null;
}

/** What became of a transaction. */
export interface CommitOutcome {
  readonly valid: boolean;
  /** Fabric's validation code by name, e.g. `VALID` or `MVCC_READ_CONFLICT`. */
  readonly code: string;
  readonly block: number;
}

/**
 * The ledger as one enterprise's gateway uses it: through its own peer, under its own identity, every call
 * with a deadline. All calls fail with a {@link GatewayError} whose code says what happened.
 */
export interface PublicationLedger {
  /**
   * Has the enterprise's own peer endorse one `Publish` of the whole list, and signs the result.
   *
   * @throws EXISTS with the facts `existing` and `total`; ENDORSEMENT_FAILED; LEDGER_UNAVAILABLE
   */
  endorsePublish(list: readonly PublicationToPublish[]): Promise<SignedTransaction>;

  /**
   * Hands a signed transaction to the ordering service. Sending the same one again has no second effect.
   *
   * @throws COMMIT_UNKNOWN when it may or may not have been ordered; LEDGER_UNAVAILABLE
   */
  submit(transaction: SignedTransaction): Promise<void>;

  /**
   * Waits until the own peer has committed the transaction.
   *
   * @throws COMMIT_UNKNOWN when that is not known within the deadline: ask again
   */
  commitStatus(transaction: SignedTransaction): Promise<CommitOutcome>;

  /**
   * Asks the publisher's peer for sealed bytes, null where it holds none: purged, unknown, or not committed
   * there yet. At most 2 MB come at once, so the answer may cover only the first of the ids; the caller asks
   * again for the others.
   *
   * @throws LEDGER_UNAVAILABLE while no peer of the publisher answers: retry with back-off
   */
  readSealed(publisher: string, ids: readonly string[]): Promise<readonly (Uint8Array | null)[]>;

  /** The state of a publication on the own peer. */
  verify(publisher: string, id: string): Promise<PublicationState>;

  /** The envelope as the own peer's state has it, or null. */
  readPublication(publisher: string, id: string): Promise<ParsedEnvelope | null>;

  /**
   * The blocks from a number on, parsed and with the block rule applied within each transaction, first the
   * ones there are and then each new one, until the signal ends it.
   *
   * @throws LEDGER_UNAVAILABLE when the stream breaks: follow again from the next block
   */
  blocks(from: number, signal: AbortSignal): AsyncIterable<LedgerBlock>;

  /** One block that the own peer has, parsed as {@link blocks} does. */
  readBlock(number: number): Promise<LedgerBlock>;

  /** Hash of what the first block holds, lower-case hex: it tells one ledger from every other. */
  genesis(): Promise<string>;

  /** Number of blocks that the own peer has: the next block's number. */
  height(): Promise<number>;

  /** A transaction's envelope exactly as it was ordered, for a proof of level 1. */
  transactionEnvelope(transactionId: string): Promise<Uint8Array>;

  /** A block exactly as the own peer stores it, for a proof of level 2. */
  block(number: number): Promise<Uint8Array>;

  close(): void;
}
