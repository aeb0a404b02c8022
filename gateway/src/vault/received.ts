// SPDX-License-Identifier: Apache-2.0
import { sections, type Section } from '@chainshare/chaincode/model/words.js';
import type { PublicationKeys } from '../sealing/publication-keys.js';
import type { Databases } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';
import { addArrival, arrivalsOf, type Arrival, type NewArrival } from './arrivals.js';
import { KEY_COLUMNS, keysOfRow, keyValues, type KeyColumns } from './publication-keys.js';

/** By which way the keys came here. */
export type KeySource = 'wrap' | 'own' | 'clear' | 'grant';

/** What goes with keys: the publisher's count, and what the records may be used for. */
export interface KeptTerms {
  readonly epoch: number;
  readonly counter: bigint;
  readonly purpose: number;
  readonly until: number;
}

/** A publication that was opened and found good. */
export interface PublicationToKeep {
  readonly publication: string;
  readonly publisher: string;
  /** Canonical text of the envelope. */
  readonly envelope: string;
  readonly sealed: Uint8Array;
  readonly keys: PublicationKeys;
  readonly terms: KeptTerms;
  readonly source: KeySource;
  readonly arrival: NewArrival;
}

/** A publication as the vault holds it. */
export interface KeptPublication {
  readonly publication: string;
  readonly publisher: string;
  readonly envelope: string;
  readonly sealed: Uint8Array;
  readonly keys: PublicationKeys;
  readonly source: KeySource;
  readonly purpose: number;
  readonly until: number;
  /** First to last: more than one when sections were granted later. */
  readonly arrivals: readonly Arrival[];
}

/** A publisher may claim any 64-bit counter; what lies above the safe integers counts as the last of them. */
const counterMax = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Keeps bytes and keys of an opened publication and gives its arrival a number. Repeating it changes nothing
 * and answers the same; keys of more sections are added to those that are there.
 */
export const receivedKeep: Operation<PublicationToKeep, Arrival> = (db, kept) => {
  prepared(
    db.vault,
    `INSERT INTO received (publication, publisher, envelope, sealed, received_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (publication) DO NOTHING`,
  ).run(kept.publication, kept.publisher, kept.envelope, kept.sealed, kept.arrival.receivedAt);
  keepKeys(db, kept);
  return addArrival(db, kept.publication, kept.arrival);
};

/** The given publications as far as the vault holds bytes and keys of them. */
export const receivedRead: Operation<
  { readonly publications: readonly string[] },
  readonly KeptPublication[]
> = (db, { publications }) => publications.flatMap((publication) => readKept(db, publication));

/** Which of the given publications the vault can open again. */
export const receivedKnown: Operation<{ readonly publications: readonly string[] }, readonly string[]> = (
  db,
  { publications },
) => {
  const known = prepared(
    db.vault,
    'SELECT 1 FROM opened JOIN received USING (publication) WHERE publication = ?',
  );
  return publications.filter((publication) => known.get(publication) !== undefined);
};

/** Keeps keys that a grant gave for a publication whose bytes are still to be pulled. */
export const openedGrant: Operation<
  { readonly publication: string; readonly keys: PublicationKeys; readonly terms: KeptTerms },
  void
> = (db, granted) => {
  keepKeys(db, { ...granted, source: 'grant' });
};

/** Forgets granted keys that did not open what was pulled. */
export const openedForget: Operation<{ readonly publication: string }, void> = (db, { publication }) => {
  prepared(
    db.vault,
    `DELETE FROM opened WHERE publication = ? AND source = 'grant'
      AND NOT EXISTS (SELECT 1 FROM received WHERE received.publication = opened.publication)`,
  ).run(publication);
};

/** Publications of which a grant gave keys, but whose bytes are not here. */
export const openedUnpulled: Operation<
  null,
  readonly { readonly publication: string; readonly keys: PublicationKeys }[]
> = (db) =>
  prepared<KeyColumns & { readonly publication: string }>(
    db.vault,
    `SELECT publication, ${KEY_COLUMNS} FROM opened WHERE source = 'grant'
      AND NOT EXISTS (SELECT 1 FROM received WHERE received.publication = opened.publication)`,
  )
    .all()
    .map((row) => ({ publication: row.publication, keys: keysOfRow(row) }));

/** The sections that keys open, in their order. */
export function sectionsOf(keys: PublicationKeys): readonly Section[] {
  return sections.filter((section) => keys.sectionKeys[section] !== undefined);
}

function keepKeys(
  db: Databases,
  { publication, keys, terms, source }: Pick<PublicationToKeep, 'publication' | 'keys' | 'terms' | 'source'>,
): void {
  const counter = terms.counter > counterMax ? counterMax : terms.counter;
  prepared(
    db.vault,
    `INSERT INTO opened (publication, header_key, key_identity, key_quantity, key_commercial, key_evidence,
        epoch, counter, purpose, until, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (publication) DO UPDATE SET
        key_identity = coalesce(key_identity, excluded.key_identity),
        key_quantity = coalesce(key_quantity, excluded.key_quantity),
        key_commercial = coalesce(key_commercial, excluded.key_commercial),
        key_evidence = coalesce(key_evidence, excluded.key_evidence)`,
  ).run(publication, ...keyValues(keys), terms.epoch, counter, terms.purpose, terms.until, source);
}

type KeptRow = KeyColumns & Omit<KeptPublication, 'keys' | 'arrivals'>;

function readKept(db: Databases, publication: string): readonly KeptPublication[] {
  const row = prepared<KeptRow>(
    db.vault,
    `SELECT publication, publisher, envelope, sealed, source, purpose, until, ${KEY_COLUMNS}
      FROM received JOIN opened USING (publication) WHERE publication = ?`,
  ).get(publication);
  if (row === undefined) return [];
  const { publisher, envelope, sealed, source, purpose, until } = row;
  const arrivals = arrivalsOf(db, publication);
  return [
    { publication, publisher, envelope, sealed, source, purpose, until, keys: keysOfRow(row), arrivals },
  ];
}
