// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '@chainshare/chaincode/model';
import type { Sqlite } from '../store/databases.js';
import { prepared } from '../store/operation.js';
import { electCurrent, lineageOf } from './current.js';
import { instantColumn } from './instant-column.js';
import type { OpenedRecord } from './opened-record.js';
import { recordId, recordNumber } from './record-number.js';
import { indexedText } from './search-text.js';
import { applyEarlierStatements, applyStatement } from './supersede.js';
import { PostingBatch } from './terms.js';

/** The publication whose records are written. */
export interface RecordsPlace {
  readonly n: number;
  readonly id: string;
  readonly publisher: string;
  readonly published: bigint;
  /** the checkpoint */
  readonly block: number;
  readonly now: Instant;
}

/** Writes records that were not there before, with all that finds and orders them. */
export function insertRecords(file: Sqlite, place: RecordsPlace, records: readonly OpenedRecord[]): void {
  const postings = new PostingBatch();
  const lineages = new Set<number>();
  for (const record of records) {
    const n = recordNumber(place.n, record.index);
    const { publisher } = place;
    const lineage = lineageOf(file, { publisher, kind: record.kind, key: record.key });
    lineages.add(lineage);
    insertRecord(file, place, { n, lineage, record });
    insertText(file, n, record);
    postings.add(n, record.terms);
  }
  postings.write(file);
  for (const lineage of lineages) electCurrent(file, lineage, place.block);
  applyStatements(file, place, records);
}

/** Completes records with sections that were granted later; what identity says never changes. */
export function updateRecords(file: Sqlite, publication: number, records: readonly OpenedRecord[]): void {
  for (const record of records) {
    const n = recordNumber(publication, record.index);
    prepared(file, 'UPDATE record SET faults = ?, body = ? WHERE n = ?').run(
      faultsText(record),
      JSON.stringify(record.values),
      n,
    );
    prepared(file, 'DELETE FROM record_text WHERE rowid = ?').run(n);
    insertText(file, n, record);
  }
}

interface RecordRow {
  readonly n: number;
  readonly lineage: number;
  readonly record: OpenedRecord;
}

function insertRecord(file: Sqlite, place: RecordsPlace, { n, lineage, record }: RecordRow): void {
  const { orderValue, about } = record;
  const { published, block: shown } = place;
  prepared(
    file,
    `INSERT INTO record (n, lineage, order_value, waiting, business_time, published, hidden, shown, about,
       about_reason, faults, body) VALUES (@n, @lineage, @orderValue, @waiting, @businessTime, @published,
       @hidden, @shown, @about, @aboutReason, @faults, @body)`,
  ).run({
    ...{ n, lineage, published, shown },
    orderValue: orderValue === null ? null : instantColumn(orderValue),
    waiting: Number(orderValue !== null && orderValue > place.now),
    businessTime: instantColumn(record.businessTime ?? published),
    hidden: Number(record.hidden),
    about: about?.id ?? null,
    aboutReason: about?.reason ?? null,
    faults: faultsText(record),
    body: JSON.stringify(record.values),
  });
}

function insertText(file: Sqlite, n: number, { texts }: OpenedRecord): void {
  if (texts.length === 0) return;
  prepared(file, 'INSERT INTO record_text (rowid, text) VALUES (?, ?)').run(n, indexedText(texts));
}

function faultsText({ faults }: OpenedRecord): string | null {
  return faults.length === 0 ? null : JSON.stringify(faults);
}

/** What these records say of others, and what others opened earlier say of these. */
function applyStatements(file: Sqlite, place: RecordsPlace, records: readonly OpenedRecord[]): void {
  const { n: publication, publisher, block } = place;
  for (const { index, about } of records) {
    const n = recordNumber(publication, index);
    if (about !== null)
      applyStatement(file, { by: n, about: about.id, reason: about.reason, publisher }, block);
    const id = recordId(place.id, index);
    applyEarlierStatements(file, { n, id, publication: place.id, publisher }, block);
  }
}
