// SPDX-License-Identifier: Apache-2.0
import type { KeyRing } from '../keys/key-ring.js';
import { OWN_TOGETHER_MAX } from '../limits.js';
import type { LedgerBlock, LedgerPublication, LedgerTransaction } from '../ledger/ledger-block.js';
import type { BlockTransaction } from '../projection/block-to-project.js';
import type { Store } from '../store/store.js';
import { pinKeysOf, type RefusedKey } from './block-keys.js';
import { isAddressed } from './open-publication.js';
import type { AddressedPublication, PublicationReader } from './publication-reader.js';

/** What a block reader needs. */
export interface BlockReaderContext {
  readonly enterprise: string;
  readonly store: Store;
  readonly ring: KeyRing;
  readonly reader: PublicationReader;
  /** Takes what is to be pulled from its publisher. */
  readonly want: (publication: AddressedPublication) => void;
  /** Told of keys that were not pinned. */
  readonly refusedKey: (key: RefusedKey) => void;
}

/**
 * Reads one block: pins its keys, projects it, and takes over everything that needs no pull. When it returns,
 * own publications of the block can be read, and those of others are being pulled.
 */
export async function readBlock(block: LedgerBlock, context: BlockReaderContext): Promise<void> {
  const { store, ring } = context;
  for (const key of await pinKeysOf(block, store, ring)) context.refusedKey(key);
  const publications = block.transactions.flatMap((transaction) => transaction.publications);
  const ids = publications.map(({ id }) => id);
  const known = new Set(ids.length === 0 ? [] : await store.read('received.known', { publications: ids }));
  const { newlyPending } = await store.write('project.block', {
    number: block.number,
    transactions: block.transactions.map((transaction) => toProject(transaction, known, context)),
  });
  const pending = new Set(newlyPending);
  const isOwn = ({ publisher }: LedgerPublication): boolean => publisher === context.enterprise;
  const ownKept = publications.filter((publication) => isOwn(publication) && known.has(publication.id));
  await takeOwn(ownKept, block.number, context);
  const taken = new Set(ownKept);
  for (const publication of publications) {
    if (!taken.has(publication) && (isOwn(publication) || pending.has(publication.id))) {
      await settle({ ...publication, block: block.number }, known.has(publication.id), context);
    }
  }
}

/** Takes over what this gateway has published itself, some publications at a time. */
async function takeOwn(
  publications: readonly LedgerPublication[],
  block: number,
  { store, reader }: Pick<BlockReaderContext, 'store' | 'reader'>,
): Promise<void> {
  for (let from = 0; from < publications.length; from += OWN_TOGETHER_MAX) {
    const ids = publications.slice(from, from + OWN_TOGETHER_MAX).map(({ id }) => id);
    await reader.takeKept(await store.read('received.read', { publications: ids }), block);
  }
}

/**
 * Takes over a publication of a projected block: from the vault, from its envelope, or by asking for a pull.
 *
 * @param isKept - whether the vault has bytes and keys of it
 */
export async function settle(
  publication: AddressedPublication,
  isKept: boolean,
  { store, reader, want }: Pick<BlockReaderContext, 'store' | 'reader' | 'want'>,
): Promise<void> {
  if (isKept) {
    const [kept] = await store.read('received.read', { publications: [publication.id] });
    if (kept !== undefined) {
      await reader.takeKept([kept], publication.block);
      return;
    }
  }
  if (publication.parsed.fields.b !== undefined) await reader.take(publication);
  else want(publication);
}

function toProject(
  transaction: LedgerTransaction,
  known: ReadonlySet<string>,
  { enterprise, ring }: BlockReaderContext,
): BlockTransaction {
  const { index, transactionId, creator, timestamp, publications, memberWrites } = transaction;
  const project = ({ id, publisher, parsed }: LedgerPublication) => ({
    id,
    publisher,
    a: parsed.envelope.a,
    tags: parsed.envelope.t,
    own: publisher === enterprise,
    mine: publisher === enterprise || known.has(id) || isAddressed(parsed, enterprise, ring),
  });
  return {
    index,
    transactionId,
    creator,
    timestamp,
    publications: publications.map(project),
    memberWrites,
  };
}
