// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '@chainshare/chaincode/model';
import type { Sqlite } from '../store/databases.js';
import { prepared } from '../store/operation.js';
import { insertAliases } from './aliases.js';
import { electCurrent, joinLineage } from './current.js';
import { instantColumn } from './instant-column.js';
import type { OpenedRecord } from './opened-record.js';
import { recordNumber } from './record-number.js';
import { indexedText } from './search-text.js';
import { applyEarlierStatements, applyStatement } from './supersede.js';
import { addToCurrentCount, PostingBatch } from './terms.js';

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
  const { publisher, block, now } = place;
  const postings = new PostingBatch();
  const contested = new Set<number>();
  let firsts = 0;
  for (const record of records) {
    const { kind, key, orderValue } = record;
    const n = recordNumber(place.n, record.index);
    const waiting = orderValue !== null && orderValue > now;
    const { lineage, first } = joinLineage(file, { publisher, kind, key }, n, !waiting);
    insertRecord(file, place, { n, lineage, waiting, currentSince: first ? block : null, record });
    insertText(file, n, record);
    postings.add(n, record.terms);
    insertAliases(file, { record: n, publisher }, record.aliases);
    if (first) firsts += 1;
    else contested.add(lineage);
  }
  postings.write(file);
  addToCurrentCount(file, firsts);
  for (const lineage of contested) electCurrent(file, lineage, block);
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
  readonly waiting: boolean;
  readonly currentSince: number | null;
  readonly record: OpenedRecord;
}

function insertRecord(file: Sqlite, place: RecordsPlace, row: RecordRow): void {
  const { n, lineage, currentSince, record } = row;
  const { orderValue, about } = record;
  // By position: at thousands of rows a second, looking every name up takes as long as the insert itself.
  prepared(
    file,
    `INSERT INTO record (n, lineage, order_value, waiting, business_time, published, hidden, shown,
       current_since, about, about_reason, faults, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    n,
    lineage,
    orderValue === null ? null : instantColumn(orderValue),
    Number(row.waiting),
    instantColumn(record.businessTime ?? place.published),
    place.published,
    Number(record.hidden),
    place.block,
    currentSince,
    about?.id ?? null,
    about?.reason ?? null,
    faultsText(record),
    JSON.stringify(record.values),
  );
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
  const { publisher, block } = place;
  for (const { index, about } of records) {
    if (about === null) continue;
    const statement = { by: recordNumber(place.n, index), about: about.id, reason: about.reason, publisher };
    applyStatement(file, statement, block);
  }
  applyEarlierStatements(file, place, block);
}
