// SPDX-License-Identifier: Apache-2.0
import { KEY_KIND, pinKey, type KeyOutcome } from '../keys/key-pinning.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { LedgerBlock, LedgerPublication } from '../ledger/ledger-block.js';
import { openSections } from '../sealing/open.js';
import { openKeysOf } from '../sealing/own-wrap.js';
import { readSealedBytes } from '../sealing/sealed-bytes.js';
import { UnreadableError } from '../sealing/unreadable-error.js';
import type { Store } from '../store/store.js';

/** A key that was not pinned although it was published. */
export interface RefusedKey {
  readonly member: string;
  readonly publication: string;
  readonly outcome: KeyOutcome;
}

/**
 * Pins every key that a block publishes. It comes before anything else of the block, so that what is sealed
 * under a new key is recognised in the same block already.
 *
 * @returns the keys that were refused, to be reported: each is an attack or a grave fault
 */
export async function pinKeysOf(
  block: LedgerBlock,
  store: Store,
  ring: KeyRing,
): Promise<readonly RefusedKey[]> {
  const refused: RefusedKey[] = [];
  for (const publication of block.transactions.flatMap(({ publications }) => publications)) {
    const { id, publisher: member } = publication;
    for (const value of keyValues(publication)) {
      const outcome = await pinKey(store, ring, { member, publication: id, value });
      if (outcome !== 'pinned' && outcome !== 'known') refused.push({ member, publication: id, outcome });
    }
  }
  return refused;
}

/** Keys must be there without their publisher and for everybody, so only inline publications in clear are read. */
function keyValues({ parsed }: LedgerPublication) {
  if (parsed.fields.b === undefined || parsed.fields.k === undefined) return [];
  try {
    const keys = openKeysOf(parsed);
    if (keys === undefined) return [];
    const { header, sections } = openSections(readSealedBytes(parsed), keys);
    return header.kind === KEY_KIND ? (sections.identity?.values ?? []) : [];
  } catch (error) {
    if (error instanceof UnreadableError) return []; // it is counted when the block is read
    throw error;
  }
}
