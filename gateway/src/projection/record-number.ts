// SPDX-License-Identifier: Apache-2.0
import { RECORDS_PER_PUBLICATION } from './limits.js';

/** The id of a record taken apart. */
export interface RecordPlace {
  /** id of the publication */
  readonly publication: string;
  readonly index: number;
}

const recordIdForm = /^([0-9a-f]{64})\.(0|[1-9]\d{0,4})$/;

/** The number of a record: it orders records as the ledger does. 2^37 publications fit a safe integer. */
export function recordNumber(publication: number, index: number): number {
  return publication * RECORDS_PER_PUBLICATION + index;
}

/** Number of the publication that a record's number is in. */
export function publicationOf(record: number): number {
  return Math.floor(record / RECORDS_PER_PUBLICATION);
}

/** Index of the record in its publication. */
export function indexOf(record: number): number {
  return record % RECORDS_PER_PUBLICATION;
}

/** Reads `<publication id>.<index>`; `undefined` when the text has another form. */
export function parseRecordId(id: string): RecordPlace | undefined {
  const match = recordIdForm.exec(id);
  if (match === null) return undefined;
  const index = Number(match[2]);
  return index < RECORDS_PER_PUBLICATION ? { publication: match[1] ?? '', index } : undefined;
}

/** Writes the id of a record. */
export function recordId(publication: string, index: number): string {
  return `${publication}.${index}`;
}
