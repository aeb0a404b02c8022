// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '@chainshare/chaincode/model';
import type { Sqlite } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';
import type { BlockPublication, BlockToProject, BlockTransaction } from './block-to-project.js';
import { checkpoint, setCheckpoint } from './checkpoint.js';
import { followersOf, rememberTags, type Followed } from './follow.js';
import { instantColumn } from './instant-column.js';
import { applyMemberWrite } from './members.js';
import { boundEarlier, newLowerBounds, rememberCreators, type LowerBounds } from './time-bounds.js';

/** What a block has brought. */
export interface ProjectedBlock {
  /** publications of others to be pulled */
  readonly newlyPending: readonly string[];
  /** records held here that something in this block follows */
  readonly followed: readonly Followed[];
}

/**
 * Projects one block. A block that was projected before changes nothing; one that does not follow the last is
 * refused, because a gap would never be noticed again.
 *
 * @throws Error when a block is left out
 */
export const applyBlock: Operation<BlockToProject, ProjectedBlock> = (db, block) => {
  const file = db.projection;
  const last = checkpoint(file);
  if (block.number <= last) return { newlyPending: [], followed: [] };
  if (block.number !== last + 1) throw new Error(`block ${block.number} does not follow block ${last}`);
  boundEarlier(file, block);
  const bounds = newLowerBounds(file);
  const newlyPending: string[] = [];
  const followed: Followed[] = [];
  for (const transaction of inOrder(block.transactions)) {
    for (const publication of byId(transaction.publications)) {
      const added = addPublication(file, { block: block.number, transaction, publication, bounds });
      if (added === undefined) continue;
      if (publication.mine && !publication.own) newlyPending.push(publication.id);
      followed.push(...followersOf(file, added, publication, block.number));
    }
    for (const write of transaction.memberWrites) applyMemberWrite(file, write, block.number);
  }
  rememberCreators(file, block);
  setCheckpoint(file, block.number);
  return { newlyPending, followed };
};

interface PublicationPlace {
  readonly block: number;
  readonly transaction: BlockTransaction;
  readonly publication: BlockPublication;
  readonly bounds: LowerBounds;
}

/** @returns the number given to it, or `undefined` when it does not count: seen before, or its `a` was */
function addPublication(file: Sqlite, place: PublicationPlace): number | undefined {
  const { block, transaction, publication, bounds } = place;
  const { id, publisher, a } = publication;
  if (prepared(file, 'SELECT 1 FROM publication WHERE id = ?').get(id) !== undefined) return undefined;
  const isRepeated = prepared(
    file,
    `SELECT 1 FROM publication WHERE publisher = ? AND a = ? AND state <> 'repeated'`,
  ).get(publisher, a);
  const state = isRepeated === undefined ? firstState(publication) : 'repeated';
  const { transactionId, timestamp: publishedAt } = transaction;
  const published = parseInstant(publishedAt);
  const { afterAt, unverified } = bounds.of(publisher, published);
  const { lastInsertRowid } = prepared(
    file,
    `INSERT INTO publication (id, publisher, a, block, transaction_id, published, published_at, after_at,
       time_unverified, state) VALUES (@id, @publisher, @a, @block, @transactionId, @published, @publishedAt,
       @afterAt, @unverified, @state)`,
  ).run({
    ...{ id, publisher, a, block, transactionId, publishedAt, afterAt, state },
    published: instantColumn(published),
    unverified: Number(unverified),
  });
  if (state === 'repeated') return undefined;
  const n = Number(lastInsertRowid);
  rememberTags(file, n, publication.tags);
  return n;
}

function firstState({ own, mine }: BlockPublication): 'own' | 'pending' | 'foreign' {
  if (own) return 'own';
  return mine ? 'pending' : 'foreign';
}

function inOrder(transactions: readonly BlockTransaction[]): readonly BlockTransaction[] {
  return [...transactions].sort((a, b) => a.index - b.index);
}

/** Ids are hex, so comparing code units compares bytes. */
function byId(publications: readonly BlockPublication[]): readonly BlockPublication[] {
  return [...publications].sort((a, b) => (a.id < b.id ? -1 : 1));
}
