// SPDX-License-Identifier: Apache-2.0
import type { Instant, Section } from '@chainshare/chaincode/model';
import { prepared, type Operation } from '../store/operation.js';
import { asOfBlockOf, pendingCount, withheldOfRecords } from './basis.js';
import { newPublicationViews } from './publication-view.js';
import { parseRecordId, recordNumber } from './record-number.js';
import { RECORD_COLUMNS, writeRecord, type RecordRow } from './record-view.js';

/** Reads one record with its basis as JSON; null when no identity of it was opened here. */
export const readRecord: Operation<{ readonly id: string; readonly now: Instant }, string | null> = (
  db,
  { id, now },
) => {
  const file = db.projection;
  const n = numberOf(db, id);
  const row =
    n === undefined
      ? undefined
      : prepared<RecordRow>(file, `SELECT n, ${RECORD_COLUMNS} FROM record r WHERE n = ?`).get(n);
  if (row === undefined) return null;
  const record = writeRecord(row, newPublicationViews(file, now));
  const withheld = withheldOfRecords([record]);
  const basis = { asOfBlock: asOfBlockOf(file), pending: pendingCount(file), withheld };
  return `{"data":${record.json},${JSON.stringify(basis).slice(1)}`;
};

/** Who holds a record by way of which publication, as far as this gateway can tell. */
export interface HeldRecord {
  readonly publication: string;
  readonly index: number;
  readonly publisher: string;
  readonly block: number;
  readonly transactionId: string;
  /** sections that were opened here */
  readonly granted: readonly Section[];
  readonly purpose: number;
  /** unix seconds, 0 = none */
  readonly until: number;
  readonly receivedAt: string;
  readonly endedAt: string | null;
  readonly asOfBlock: number;
  readonly pending: number;
}

type HeldRow = Omit<HeldRecord, 'index' | 'granted' | 'asOfBlock' | 'pending'> & { readonly granted: string };

/** Reads by which grant a record is held; null when it is not. */
export const readHeldRecord: Operation<{ readonly id: string }, HeldRecord | null> = (db, { id }) => {
  const file = db.projection;
  const n = numberOf(db, id);
  const place = parseRecordId(id);
  if (n === undefined || place === undefined) return null;
  const row = prepared<HeldRow>(
    file,
    `SELECT p.id AS publication, p.publisher, p.block, p.transaction_id AS transactionId, p.granted, p.purpose,
       p.until, p.received_at AS receivedAt, p.ended_at AS endedAt
      FROM publication p JOIN record r ON r.n = ? WHERE p.id = ?`,
  ).get(n, place.publication);
  if (row === undefined) return null;
  const granted = JSON.parse(row.granted) as readonly Section[];
  const basis = { asOfBlock: asOfBlockOf(file), pending: pendingCount(file) };
  return { ...row, ...basis, granted, index: place.index };
};

/** The number of the record with this id in the ledger's order, if its publication is known. */
function numberOf(db: Parameters<Operation<never, unknown>>[0], id: string): number | undefined {
  const place = parseRecordId(id);
  if (place === undefined) return undefined;
  const publication = prepared<{ n: number }>(db.projection, 'SELECT n FROM publication WHERE id = ?').get(
    place.publication,
  );
  return publication === undefined ? undefined : recordNumber(publication.n, place.index);
}
