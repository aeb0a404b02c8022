// SPDX-License-Identifier: Apache-2.0
import { Context, Contract, Transaction } from 'fabric-contract-api';
import { assertOwnPeer } from '../ledger/caller.js';
import { assertChaincodeName } from '../ledger/chaincode-name.js';
import { isNoSuchCollection } from '../ledger/peer-refusals.js';
import * as publications from '../ledger/publications.js';
import { parseEnvelope, publicationId } from '../model/envelope.js';
import { LedgerError } from '../model/errors.js';
import { recordsNamespace } from '../model/keys.js';
import { readSealedBytesMax } from '../model/limits.js';
import {
  checkPurgeable,
  checkRestorable,
  checkUnpublished,
  publicationState,
} from '../model/publication-rules.js';
import { parsePublishList } from '../model/publish-list.js';
import { parsePublicationIds, type SealedAnswer } from '../model/sealed-answer.js';
import { sealedListField } from '../model/sealed-list.js';
import { isMspId, isPublicationId, type PublicationState } from '../model/words.js';

/**
 * What enterprises say. Runs under the chaincode name `records`; one endorsement, the publisher's own,
 * suffices. Every transaction function may also refuse with WRONG_CHAINCODE.
 */
export class Records extends Contract {
  constructor() {
    super('Records');
  }

  /** Refuses to run under the name of the registers, before any transaction function. */
  override beforeTransaction(ctx: Context): Promise<void> {
    assertChaincodeName(ctx.stub, recordsNamespace);
    return Promise.resolve();
  }

  /** Answers a call of a function that does not exist. */
  override unknownTransaction(): Promise<void> {
    throw new LedgerError('UNKNOWN_FUNCTION', 'the contract Records has no such function');
  }

  /**
   * Publishes a list of publications, all or none.
   *
   * @param list - canonical JSON array of envelopes; the transient field `s` holds the sealed bytes
   * @returns how many were published
   * @throws ACCESS_DENIED, the codes of `parsePublishList`, PURGED, EXISTS (how many of how many)
   */
  @Transaction()
  async Publish(ctx: Context, list: string): Promise<string> {
    const listed = listedPublications(ctx, list);
    checkUnpublished(await publications.readStandings(ctx.stub, listed));
    await publications.putPublications(ctx.stub, listed);
    return String(listed.length);
  }

  /**
   * Puts back publications of which the envelope was overwritten or the sealed bytes were lost.
   *
   * @param list - as for `Publish`, with the same transient field
   * @returns how many were restored
   * @throws ACCESS_DENIED, the codes of `parsePublishList`, PURGED, PUBLICATION_NOT_FOUND, ALTERED
   */
  @Transaction()
  async Restore(ctx: Context, list: string): Promise<string> {
    const listed = listedPublications(ctx, list);
    checkRestorable(await publications.readStandings(ctx.stub, listed));
    await publications.putPublications(ctx.stub, listed);
    return String(listed.length);
  }

  /**
   * Removes the sealed bytes of a publication from the publisher's peers; the hashes stay.
   *
   * The envelope is handed over rather than its id: it proves by itself what it is, whereas the public key
   * may have been overwritten, and reading it would let others delay a purge by writing to it.
   *
   * @param envelope - the envelope in canonical form
   * @throws ACCESS_DENIED, the codes of `parseEnvelope`, NOT_PURGEABLE, PURGED, PUBLICATION_NOT_FOUND
   */
  @Transaction()
  async Purge(ctx: Context, envelope: string): Promise<void> {
    const publisher = assertOwnPeer(ctx);
    const parsed = parseEnvelope(envelope);
    const proof = await publications.readOriginProof(ctx.stub, publisher, parsed.id);
    await publications.purgePublication(ctx.stub, parsed, checkPurgeable(publisher, { parsed, proof }));
  }

  /**
   * Reads the envelope of a publication, verbatim.
   *
   * @throws INVALID_REQUEST, PUBLICATION_NOT_FOUND, ALTERED when what stands there is not what the id names
   */
  @Transaction(false)
  async ReadPublication(ctx: Context, publisher: string, id: string): Promise<string> {
    checkName(publisher, id);
    const envelope = await publications.readEnvelope(ctx.stub, publisher, id);
    if (envelope === undefined)
      throw new LedgerError('PUBLICATION_NOT_FOUND', 'no envelope stands there', { id });
    if (publicationId(envelope) !== id)
      throw new LedgerError('ALTERED', 'another envelope stands there', { id });
    return envelope.toString('utf8');
  }

  /**
   * Reads sealed bytes that the asked peer's organisation published. Any member may ask: encryption decides
   * who can open them.
   *
   * @param ids - canonical JSON array of publication ids
   * @returns a `SealedAnswer` as JSON, of at most 2 MB before base64
   * @throws NOT_CANONICAL, INVALID_REQUEST
   */
  @Transaction(false)
  async ReadSealed(ctx: Context, ids: string): Promise<string> {
    const values: (string | null)[] = [];
    let bytes = 0;
    for (const id of parsePublicationIds(ids)) {
      const sealed = await publications.readSealedBytes(ctx.stub, id);
      bytes += sealed?.length ?? 0;
      if (bytes > readSealedBytesMax) return sealedAnswer({ values, next: values.length });
      values.push(sealed?.toString('base64') ?? null);
    }
    return sealedAnswer({ values, next: null });
  }

  /**
   * Tells the state of a publication on the asked peer: a `PublicationState`.
   *
   * @throws INVALID_REQUEST
   */
  @Transaction(false)
  async Verify(ctx: Context, publisher: string, id: string): Promise<PublicationState> {
    checkName(publisher, id);
    const envelope = await publications.readEnvelope(ctx.stub, publisher, id);
    try {
      const proof = await publications.readOriginProof(ctx.stub, publisher, id);
      return publicationState(publisher, id, envelope, proof);
    } catch (error) {
      if (isNoSuchCollection(error)) return 'PUBLISHER_LEFT';
      throw error;
    }
  }
}

function listedPublications(ctx: Context, list: string): ReturnType<typeof parsePublishList> {
  const publisher = assertOwnPeer(ctx);
  return parsePublishList(list, ctx.stub.getTransient().get(sealedListField) ?? Buffer.alloc(0), publisher);
}

function checkName(publisher: string, id: string): void {
  if (isMspId(publisher) && isPublicationId(id)) return;
  throw new LedgerError('INVALID_REQUEST', 'name a publication by its publisher and its id');
}

function sealedAnswer(answer: SealedAnswer): string {
  return JSON.stringify(answer);
}
