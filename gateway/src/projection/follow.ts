// SPDX-License-Identifier: Apache-2.0
import { decodeBase64url } from '@chainshare/chaincode/model';
import type { Sqlite } from '../store/databases.js';
import { prepared } from '../store/operation.js';
import type { BlockPublication } from './block-to-project.js';
import { recordNumber } from './record-number.js';
import { supersede, supersedeAll } from './supersede.js';

/** Something held here that a later publication of the same publisher follows by a tag. */
export interface Followed {
  /** id of the publication that is followed */
  readonly publication: string;
  /** index of the record, null = all records of it */
  readonly index: number | null;
  /** id of the publication that follows */
  readonly by: string;
}

/** In the table, the item of a tag that follows the whole publication. */
const WHOLE = -1;

/** Keeps the tags of a publication, for records that are opened after it. */
export function rememberTags(file: Sqlite, publication: number, tags: readonly string[]): void {
  const insert = prepared(file, 'INSERT OR IGNORE INTO tag (tag, publication) VALUES (?, ?)');
  for (const tag of tags) insert.run(decodeBase64url(tag), publication);
}

/** Records just opened, with the tags by which they can be followed. */
export interface Followable {
  readonly n: number;
  readonly publisher: string;
  readonly recordTags: readonly Buffer[];
  /** follows all records of the publication */
  readonly wholeTag: Buffer;
}

/** Keeps the tags by which records just opened can be followed, and marks those that were followed already. */
export function followOpened(file: Sqlite, opened: Followable, block: number): void {
  const insert = prepared(file, 'INSERT OR IGNORE INTO follow (tag, publication, item) VALUES (?, ?, ?)');
  const findLater = prepared(
    file,
    `SELECT 1 FROM tag t JOIN publication p ON p.n = t.publication
      WHERE t.tag = ? AND p.publisher = ? AND p.n > ? LIMIT 1`,
  );
  const { n, publisher, recordTags, wholeTag } = opened;
  const items = [...recordTags.map((tag, item) => ({ tag, item })), { tag: wholeTag, item: WHOLE }];
  // Tags are random: in the order of the table they are written twice as fast.
  items.sort((a, b) => Buffer.compare(a.tag, b.tag));
  for (const { tag, item } of items) insert.run(tag, n, item);
  if (prepared(file, 'SELECT 1 FROM publication WHERE n > ? LIMIT 1').get(n) === undefined) return;
  for (const { tag, item } of items) {
    if (findLater.get(tag, publisher, n) !== undefined) markFollowed(file, n, item, block);
  }
}

/**
 * What a new publication follows, looked up by its tags and marked as superseded. Only the same publisher
 * counts: every holder of the old record knows its tag, and could otherwise declare it void.
 */
export function followersOf(
  file: Sqlite,
  n: number,
  { id, publisher, tags }: BlockPublication,
  block: number,
): readonly Followed[] {
  const find = prepared<{ id: string; publication: number; item: number }>(
    file,
    `SELECT p.id, f.publication, f.item FROM follow f JOIN publication p ON p.n = f.publication
      WHERE f.tag = ? AND p.publisher = ? AND p.n < ?`,
  );
  const rows = tags.flatMap((tag) => find.all(decodeBase64url(tag), publisher, n));
  for (const { publication, item } of rows) markFollowed(file, publication, item, block);
  return rows.map((row) => ({
    publication: row.id,
    index: row.item === WHOLE ? null : row.item,
    by: id,
  }));
}

function markFollowed(file: Sqlite, publication: number, item: number, block: number): void {
  const cause = { reason: 'not-disclosed', by: null } as const;
  if (item === WHOLE) supersedeAll(file, publication, cause, block);
  else supersede(file, recordNumber(publication, item), cause, block);
}
