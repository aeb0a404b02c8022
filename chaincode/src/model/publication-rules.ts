// SPDX-License-Identifier: Apache-2.0
import { parseEnvelope, publicationId, type ParsedEnvelope } from './envelope.js';
import { LedgerError } from './errors.js';
import { sha256 } from './sha256.js';
import type { PublicationState } from './words.js';

/**
 * What the publisher's own collection proves of a publication; the hashes are the same on every peer. Where
 * there is a tombstone it alone counts: what was purged stays purged, also when an altered peer put it back.
 */
export interface OriginProof {
  /** SHA-256 of the sealed bytes, as committed by the publisher */
  readonly sealedHash?: Buffer;
  /** SHA-256 of the tombstone's value, which is that hash again */
  readonly tombstoneHash?: Buffer;
}

/** A publication together with what the ledger proves of it. */
export interface Standing {
  readonly parsed: ParsedEnvelope;
  readonly proof: OriginProof;
}

/** As many ids as fit a message that people read; all of them would be 16 kB. */
const idsShownMax = 5;

/**
 * The state of a publication by what one peer holds (a point read; blocks prove more, see `docs/format.md`).
 *
 * The envelope stands where anybody can write, so it is believed only when it is what its id names and the
 * publisher's own collection holds the hash of its sealed bytes.
 */
export function publicationState(
  publisher: string,
  id: string,
  envelope: Buffer | undefined,
  proof: OriginProof,
): PublicationState {
  if (envelope === undefined) return 'MISSING';
  if (publicationId(envelope) !== id) return 'ALTERED';
  const parsed = envelopeOrUndefined(envelope);
  if (parsed === undefined) return 'FORGED';
  if (parsed.envelope.p !== publisher) return 'ALTERED';
  const { s } = parsed.fields;
  const { sealedHash, tombstoneHash } = proof;
  if (tombstoneHash !== undefined) return tombstoneHash.equals(sha256(s)) ? 'PURGED' : 'FORGED';
  return sealedHash?.equals(s) === true ? 'OK' : 'FORGED';
}

/** Whoever puts bytes under their own hash may have put any bytes. */
function envelopeOrUndefined(bytes: Buffer): ParsedEnvelope | undefined {
  try {
    return parseEnvelope(bytes);
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}

/**
 * Refuses to publish what was published before.
 *
 * @throws {@link LedgerError} PURGED, then EXISTS with how many of how many there are
 */
export function checkUnpublished(standings: readonly Standing[]): void {
  checkNotPurged(standings);
  const existing = standings.filter(({ proof }) => proof.sealedHash !== undefined);
  if (existing.length === 0) return;
  throw new LedgerError('EXISTS', `${existing.length} of ${standings.length} were published before`, {
    existing: existing.length,
    total: standings.length,
    ids: existing.slice(0, idsShownMax).map(({ parsed }) => parsed.id),
  });
}

/**
 * Refuses to restore what was never published, or other bytes than were.
 *
 * @throws {@link LedgerError} PURGED, then PUBLICATION_NOT_FOUND, then ALTERED
 */
export function checkRestorable(standings: readonly Standing[]): void {
  checkNotPurged(standings);
  for (const { parsed, proof } of standings) {
    if (proof.sealedHash === undefined) throw notFound(parsed.id);
    if (!proof.sealedHash.equals(parsed.fields.s)) {
      throw new LedgerError('ALTERED', 'other sealed bytes were published under this id', { id: parsed.id });
    }
  }
}

/**
 * Refuses to purge what is not there or cannot be removed.
 *
 * @returns the committed hash of the sealed bytes, which the tombstone keeps
 * @throws {@link LedgerError} ACCESS_DENIED, NOT_PURGEABLE, PURGED or PUBLICATION_NOT_FOUND
 */
export function checkPurgeable(publisher: string, { parsed, proof }: Standing): Buffer {
  const { envelope, id } = parsed;
  if (envelope.p !== publisher) {
    throw new LedgerError('ACCESS_DENIED', 'only its publisher can purge a publication', { id });
  }
  if (envelope.b !== undefined) {
    throw new LedgerError('NOT_PURGEABLE', 'an inline publication stands on every peer and stays there', {
      id,
    });
  }
  checkNotPurged([{ parsed, proof }]);
  if (proof.sealedHash === undefined) throw notFound(id);
  return proof.sealedHash;
}

function checkNotPurged(standings: readonly Standing[]): void {
  const purged = standings.filter(({ proof }) => proof.tombstoneHash !== undefined);
  if (purged.length === 0) return;
  throw new LedgerError('PURGED', 'what was purged stays purged', {
    ids: purged.slice(0, idsShownMax).map(({ parsed }) => parsed.id),
  });
}

function notFound(id: string): LedgerError {
  return new LedgerError('PUBLICATION_NOT_FOUND', 'this enterprise has published no such publication', {
    id,
  });
}
