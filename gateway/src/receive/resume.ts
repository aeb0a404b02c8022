// SPDX-License-Identifier: Apache-2.0
import type { LedgerBlock } from '../ledger/ledger-block.js';
import type { PublicationLedger } from '../ledger/publication-ledger.js';
import { PENDING_MAX } from '../limits.js';
import { settle, type BlockReaderContext } from './block-reader.js';
import { findPublication } from './grant-effects.js';

/**
 * Takes up what an earlier process left unfinished: publications of projected blocks that were not yet taken
 * over, and those of which a grant gave keys but whose bytes were not pulled.
 *
 * @throws GatewayError LEDGER_UNAVAILABLE when a block must be read again and the peer does not answer
 */
export async function resumeUnsettled(
  context: BlockReaderContext,
  ledger: Pick<PublicationLedger, 'readBlock'>,
): Promise<void> {
  const { store, reader, want } = context;
  const blocks = lastBlockKept(ledger);
  for (const { id, block } of await store.read('project.pending', { limit: PENDING_MAX })) {
    const [kept] = await store.read('received.read', { publications: [id] });
    if (kept !== undefined) {
      // No ledger is needed for what the vault has, so own publications can be read again at once.
      await reader.takeKept([kept], block);
      continue;
    }
    const publication = await findPublication(id, block, blocks);
    if (publication !== undefined) await settle({ ...publication, block }, false, context);
  }
  for (const { publication: id, keys } of await store.read('opened.unpulled', null)) {
    const row = await store.read('project.publication', { id });
    const publication = row === null ? undefined : await findPublication(id, row.block, blocks);
    if (row !== null && publication !== undefined) want({ ...publication, block: row.block, granted: keys });
  }
}

/** Pending publications come in ledger order, so keeping one block saves nearly all reading. */
function lastBlockKept(ledger: Pick<PublicationLedger, 'readBlock'>): Pick<PublicationLedger, 'readBlock'> {
  let last: LedgerBlock | undefined;
  return {
    async readBlock(number) {
      if (last?.number !== number) last = await ledger.readBlock(number);
      return last;
    },
  };
}
