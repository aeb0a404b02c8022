// SPDX-License-Identifier: Apache-2.0
import type { Section } from '@chainshare/chaincode/model';
import type { Databases } from '../store/databases.js';
import { prepared } from '../store/operation.js';

/**
 * What the arrival of a publication means to those who follow changes; `system` is for publications of the
 * gateways among themselves, of which nobody is told.
 */
export type ArrivalType =
  | 'record.published'
  | 'record.received'
  | 'record.corrected'
  | 'record.purged'
  | 'grant.received'
  | 'grant.revoked'
  | 'import.finished'
  | 'system';

/** A publication, or more of its sections, that came to be readable here. */
export interface NewArrival {
  readonly type: ArrivalType;
  readonly sections: readonly Section[];
  /** Number of records: as many numbers are taken. */
  readonly records: number;
  /** Block in which the publication stands. */
  readonly block: number;
  /** RFC 3339, UTC, with milliseconds. */
  readonly receivedAt: string;
}

/** An arrival with its place in the order in which subscribers see changes. */
export interface Arrival extends NewArrival {
  /** Number of the first record's event; the others follow. */
  readonly seq: number;
  readonly epoch: number;
}

type ArrivalRow = Omit<Arrival, 'sections'> & { readonly sections: string };

/** Numbers an arrival, once: the same publication, type and sections answer what was numbered before. */
export function addArrival(db: Databases, publication: string, arrival: NewArrival): Arrival {
  const sections = JSON.stringify(arrival.sections);
  const before = arrivalsOf(db, publication).find(
    ({ type, sections: opened }) => type === arrival.type && JSON.stringify(opened) === sections,
  );
  if (before !== undefined) return before;
  const { seq, epoch } = nextNumber(db);
  prepared(
    db.vault,
    `INSERT INTO arrival (seq, epoch, publication, type, sections, records, block, received_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(seq, epoch, publication, arrival.type, sections, arrival.records, arrival.block, arrival.receivedAt);
  return { ...arrival, seq, epoch };
}

/** The arrivals of a publication, first to last. */
export function arrivalsOf(db: Databases, publication: string): readonly Arrival[] {
  return prepared<ArrivalRow>(
    db.vault,
    `SELECT seq, epoch, type, sections, records, block, received_at AS receivedAt
      FROM arrival WHERE publication = ? ORDER BY seq`,
  )
    .all(publication)
    .map((row) => ({ ...row, sections: JSON.parse(row.sections) as Section[] }));
}

/** Under a name of its own: sorting by a sum that is called seq would read every arrival there ever was. */
export const NEXT_NUMBER = 'SELECT seq + records AS next FROM arrival ORDER BY seq DESC LIMIT 1';

/** The number after the last record of the last arrival, and the epoch of this vault. */
function nextNumber(db: Databases): { readonly seq: number; readonly epoch: number } {
  const last = prepared<{ next: number }>(db.vault, NEXT_NUMBER).get();
  const epoch = prepared<{ value: string }>(db.vault, "SELECT value FROM meta WHERE name = 'epoch'").get();
  return { seq: last?.next ?? 1, epoch: Number(epoch?.value ?? 1) };
}
