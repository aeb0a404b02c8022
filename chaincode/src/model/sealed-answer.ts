// SPDX-License-Identifier: Apache-2.0
import { parseCanonical } from './canonical.js';
import { LedgerError } from './errors.js';
import { readSealedIdsMax } from './limits.js';
import { isPublicationId } from './words.js';

/** What `ReadSealed` answers, as JSON. */
export interface SealedAnswer {
  /** sealed bytes in base64 for each id from the first on, `null` where this peer has none */
  readonly values: readonly (string | null)[];
  /** index of the first id that did not fit any more: ask again from there; `null` when all were answered */
  readonly next: number | null;
}

/**
 * Reads the ids that `ReadSealed` is asked for.
 *
 * Only ids of publications are accepted: the name of a private key is never the caller's to choose.
 *
 * @param text - canonical JSON array of ids
 * @throws {@link LedgerError} NOT_CANONICAL or INVALID_REQUEST
 */
export function parsePublicationIds(text: string): readonly string[] {
  const ids = parseCanonical(text);
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > readSealedIdsMax) {
    throw new LedgerError('INVALID_REQUEST', `ask for 1 to ${readSealedIdsMax} publications`);
  }
  return ids.map((id: unknown, i) => {
    if (typeof id === 'string' && isPublicationId(id)) return id;
    throw new LedgerError('INVALID_REQUEST', 'this is not the id of a publication', { at: `/${i}` });
  });
}
