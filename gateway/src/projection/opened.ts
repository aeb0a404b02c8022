// SPDX-License-Identifier: Apache-2.0
import { saltAt } from '../sealing/section-content.js';
import { followTagOfPublication, followTagOfRecord } from '../sealing/tags.js';
import type { Sqlite } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';
import { checkpoint } from './checkpoint.js';
import { followOpened } from './follow.js';
import type { OpenedPublication } from './opened-publication.js';
import { readRecords } from './opened-record.js';
import { insertRecords, updateRecords } from './record-rows.js';

/** What opening has brought. */
export interface OpenedResult {
  /** records that were not there before */
  readonly added: number;
}

interface KnownPublication {
  readonly n: bigint;
  readonly publisher: string;
  readonly state: string;
  readonly published: bigint;
  readonly granted: string | null;
}

/**
 * Projects the records of an opened publication. A later call with more sections (a later grant) completes
 * them; a call with nothing new changes nothing.
 *
 * @throws Error when the publication is not in a projected block, or is `repeated`
 */
export const applyOpened: Operation<OpenedPublication, OpenedResult> = (db, opened) => {
  const file = db.projection;
  const known = prepared<KnownPublication>(
    file,
    'SELECT n, publisher, state, published, granted FROM publication WHERE id = ?',
  )
    .safeIntegers()
    .get(opened.publication);
  if (known === undefined || known.state === 'repeated') {
    throw new Error(`publication ${opened.publication} is not one that counts in the projected blocks`);
  }
  const granted = Object.keys(opened.sections);
  const before = known.granted === null ? null : (JSON.parse(known.granted) as readonly string[]);
  if (before !== null && granted.every((section) => before.includes(section))) return { added: 0 };
  const publication = { ...known, n: Number(known.n) };
  updatePublication(file, publication.n, opened, granted);
  const records = readRecords(opened, publication);
  if (before !== null) {
    updateRecords(file, publication.n, records);
    return { added: 0 };
  }
  const block = checkpoint(file);
  insertRecords(file, { ...publication, id: opened.publication, block, now: opened.now }, records);
  followOpened(file, { ...publication, ...followTagsOf(opened) }, block);
  return { added: records.length };
};

function updatePublication(
  file: Sqlite,
  n: number,
  opened: OpenedPublication,
  granted: readonly string[],
): void {
  const { header, purpose, until, seq, receivedAt } = opened;
  const { kind, schema, n: records, audience, onward } = header;
  prepared(
    file,
    `UPDATE publication SET state = 'opened', reason = NULL, kind = @kind, schema = @schema,
       records = @records, sections = @sections, granted = @granted, audience = @audience, onward = @onward,
       purpose = @purpose, until = @until, seq = coalesce(seq, @seq),
       received_at = coalesce(received_at, @receivedAt) WHERE n = @n`,
  ).run({
    ...{ n, kind, schema, records, audience, purpose, until, seq, receivedAt },
    sections: JSON.stringify(header.sections),
    granted: JSON.stringify(granted),
    onward: onward === null ? null : JSON.stringify(onward),
  });
}

function followTagsOf({ header, identitySalts, headerSalt }: OpenedPublication): {
  readonly recordTags: readonly Buffer[];
  readonly wholeTag: Buffer;
} {
  const salts = Buffer.from(identitySalts);
  const recordTags = Array.from({ length: header.n }, (_, index) => followTagOfRecord(saltAt(salts, index)));
  return { recordTags, wholeTag: followTagOfPublication(headerSalt) };
}
