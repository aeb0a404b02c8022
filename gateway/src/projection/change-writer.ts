// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '@chainshare/chaincode/model';
import type { Sqlite } from '../store/databases.js';
import { prepared } from '../store/operation.js';
import { newPublicationViews } from './publication-view.js';
import { parseRecordId, recordId, recordNumber } from './record-number.js';
import { RECORD_COLUMNS, writeRecord, type RecordRow } from './record-view.js';
import type { ArrivedPublication, StoredChange } from './stored-change.js';

/** Writes the event of one record of an arrival; null when it has none. */
export type ChangeWriter = (arrival: ArrivedPublication, index: number) => StoredChange | null;

/** What one event says beside its place. */
type Said = Pick<StoredChange, 'type' | 'subject' | 'kind' | 'data'>;

/**
 * Writes events with data as the record reads now: whoever resumes late gets the newest state of what is new to
 * him, under the id that the event always had.
 */
export function newChangeWriter(file: Sqlite, now: Instant): ChangeWriter {
  const views = newPublicationViews(file, now);
  const write = (row: RecordRow) => writeRecord(row, views).json;
  const say = (arrival: ArrivedPublication, index: number, row: RecordRow): Said => {
    const subject = recordId(arrival.publication, index);
    if (arrival.kind === 'grant') return { type: arrival.type, subject, kind: null, data: row.body };
    if (arrival.kind === 'withdrawal') return withdrawalSaid(file, arrival, row, write);
    const previous = previousOf(file, row);
    const record = write(row);
    return {
      type: row.aboutReason === 'corrected' ? 'record.corrected' : arrival.type,
      subject,
      kind: arrival.kind,
      data: previous === undefined ? record : `${record.slice(0, -1)},"previous":${write(previous)}}`,
    };
  };
  return (arrival, index) => {
    const row = readRow(file, recordNumber(arrival.n, index));
    if (row === undefined) return null;
    const { epoch, seq, time } = arrival;
    return { epoch, seq: seq + index, time, ...say(arrival, index, row) };
  };
}

const COLUMNS = `r.n, ${RECORD_COLUMNS}`;

function readRow(file: Sqlite, n: number): RecordRow | undefined {
  return prepared<RecordRow>(file, `SELECT ${COLUMNS} FROM record r WHERE r.n = ?`).get(n);
}

/** What the reader had before: the record that is corrected, else the version before of the same key. */
function previousOf(file: Sqlite, row: RecordRow): RecordRow | undefined {
  if (row.about !== null) return recordById(file, row.about);
  return prepared<RecordRow>(
    file,
    `SELECT ${COLUMNS} FROM record r JOIN record me ON me.n = @n
      WHERE r.lineage = me.lineage AND r.superseded_reason IS NULL AND r.waiting = 0
        AND (r.order_value < me.order_value OR (r.order_value IS me.order_value AND r.n < me.n))
      ORDER BY r.order_value DESC, r.n DESC LIMIT 1`,
  ).get({ n: row.n });
}

function recordById(file: Sqlite, id: string): RecordRow | undefined {
  const place = parseRecordId(id);
  if (place === undefined) return undefined;
  const publication = prepared<{ n: number }>(file, 'SELECT n FROM publication WHERE id = ?').get(
    place.publication,
  );
  return publication && readRow(file, recordNumber(publication.n, place.index));
}

/** Of a withdrawal, what was withdrawn is the news: the record as it reads now, or what the withdrawal names. */
function withdrawalSaid(
  file: Sqlite,
  { type, publication }: ArrivedPublication,
  row: RecordRow,
  write: (row: RecordRow) => string,
): Said {
  const withdrawn = row.about === null ? undefined : recordById(file, row.about);
  const subject = row.about ?? publication;
  if (withdrawn === undefined) return { type, subject, kind: null, data: row.body };
  const data = write(withdrawn);
  return { type, subject, kind: (JSON.parse(data) as { readonly kind: string }).kind, data };
}
