// SPDX-License-Identifier: Apache-2.0
import { sections, type JsonObject, type ParsedEnvelope, type Section } from '@chainshare/chaincode/model';
import type { KeyRing } from '../keys/key-ring.js';
import type { Header } from '../sealing/header.js';
import { openSections } from '../sealing/open.js';
import { findOwnTag, openKeysOf, unwrap } from '../sealing/own-wrap.js';
import type { PublicationKeys } from '../sealing/publication-keys.js';
import type { SealedBytes } from '../sealing/sealed-bytes.js';
import type { Slots, Terms } from '../sealing/slots.js';
import { UnreadableError } from '../sealing/unreadable-error.js';
import type { KeySource, KeptTerms } from '../vault/received.js';

/** Keys to a publication, and by which way they came. */
export interface FoundKeys {
  readonly keys: PublicationKeys;
  readonly terms: KeptTerms;
  readonly source: KeySource;
}

/** A publication as far as it was granted, proven against its envelope. */
export interface OpenedContent {
  readonly header: Header;
  /** Opened sections, those that the publication does not have included (as a list of `{}`). */
  readonly sections: Readonly<Partial<Record<Section, readonly JsonObject[]>>>;
  /** Salt of the header: what follows the whole publication carries a tag made of it. */
  readonly headerSalt: Buffer;
  /** Salts of the identity values, 16 bytes for each record: likewise for one record. */
  readonly identitySalts: Buffer;
}

/** The count of a publication that counts for nobody. */
const NO_COUNT = { epoch: 0, counter: 0n } as const;

/** Terms of keys that count for nobody and state nothing. */
export const NO_TERMS: KeptTerms = { ...NO_COUNT, purpose: 0, until: 0 };

/** Whether a publication is meant for this enterprise, as its envelope alone shows. */
export function isAddressed(parsed: ParsedEnvelope, mspId: string, ring: KeyRing): boolean {
  if (parsed.fields.k !== undefined) return true;
  return findOwnTag(parsed, mspId, ring.candidates(parsed.envelope.p)) !== undefined;
}

/**
 * Finds the keys to a publication: those in clear, else those behind the own tag.
 *
 * @returns `undefined` when it is not meant for this enterprise
 * @throws UnreadableError WRAP or SLOTS
 */
export function findKeys(sealed: SealedBytes, mspId: string, ring: KeyRing): FoundKeys | undefined {
  const open = openKeysOf(sealed.envelope);
  if (open !== undefined) {
    return { keys: open, terms: { ...termsOf(open), ...ownCount(sealed, mspId, ring) }, source: 'clear' };
  }
  const slots = openOwnWrap(sealed, mspId, ring);
  if (slots === undefined) return undefined;
  return {
    keys: slots,
    terms: termsOf(slots),
    source: sealed.envelope.envelope.p === mspId ? 'own' : 'wrap',
  };
}

/**
 * Opens everything that the keys grant.
 *
 * @throws UnreadableError with the first rule that breaks
 */
export function openPublication(sealed: SealedBytes, keys: PublicationKeys): OpenedContent {
  const opened = openSections(sealed, keys);
  const { header } = opened;
  const values: Partial<Record<Section, readonly JsonObject[]>> = {};
  for (const section of sections) {
    if (keys.sectionKeys[section] === undefined) continue;
    values[section] = opened.sections[section]?.values ?? emptyValues(header.n);
  }
  const identitySalts = opened.sections.identity?.salts ?? Buffer.alloc(0);
  return { header, sections: values, headerSalt: opened.salt, identitySalts };
}

function openOwnWrap(sealed: SealedBytes, mspId: string, ring: KeyRing): Slots | undefined {
  const match = findOwnTag(sealed.envelope, mspId, ring.candidates(sealed.envelope.envelope.p));
  if (match === undefined) return undefined;
  const key = ring.own.version(match.ownVersion);
  return key === undefined ? undefined : unwrap(sealed, { mspId, keyPair: key.pair }, match.index);
}

/** What everybody can open is not lost because the wrap to us, which only counts it, is broken. */
function ownCount(sealed: SealedBytes, mspId: string, ring: KeyRing): Pick<Terms, 'epoch' | 'counter'> {
  try {
    const slots = openOwnWrap(sealed, mspId, ring);
    return slots === undefined ? NO_COUNT : { epoch: slots.epoch, counter: slots.counter };
  } catch (error) {
    if (error instanceof UnreadableError) return NO_COUNT;
    throw error;
  }
}

function termsOf({ epoch, counter, purpose, until }: Terms): KeptTerms {
  return { epoch, counter, purpose, until };
}

function emptyValues(n: number): readonly JsonObject[] {
  return Array.from({ length: n }, () => ({}));
}
