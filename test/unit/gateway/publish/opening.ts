// SPDX-License-Identifier: Apache-2.0
import { parseCanonical, type JsonObject } from '@chainshare/chaincode/model';
import type { LedgerPublication } from '@chainshare/gateway/internal/ledger/ledger-block.js';
import { openSections, type Opened } from '@chainshare/gateway/internal/sealing/open.js';
import { findOwnTag, unwrap } from '@chainshare/gateway/internal/sealing/own-wrap.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import type { Slots } from '@chainshare/gateway/internal/sealing/slots.js';
import { pairKey } from '@chainshare/gateway/internal/sealing/tags.js';
import type { Member } from '../sealing/publications.js';
import type { RunningPublisher } from './running-publisher.js';

/** A publication as one reader opened it. */
export interface OpenedBy {
  readonly slots: Slots;
  readonly opened: Opened;
}

/** Opens a publication of Xinqiao as one of its readers; `undefined` when it is not for him. */
export async function openAs(
  reader: Member,
  publication: LedgerPublication,
  publisher: RunningPublisher,
): Promise<OpenedBy | undefined> {
  const key = pairKey(reader.keyPair, publisher.self.keyPair.publicKey);
  if (key === undefined) throw new Error('the keys of the tests are good ones');
  const candidate = { ownVersion: 1, theirVersion: 1, pairKey: key };
  const match = findOwnTag(publication.parsed, reader.mspId, [candidate]);
  if (match === undefined) return undefined;
  const [kept] = await publisher.store.read('received.read', { publications: [publication.id] });
  const sealed = readSealedBytes(publication.parsed, kept?.sealed ?? Buffer.alloc(0));
  const slots = unwrap(sealed, reader, match.index);
  return { slots, opened: openSections(sealed, slots) };
}

/** Everything that a partner can open, in the order of the ledger. */
export async function allFor(id: string, publisher: RunningPublisher): Promise<readonly OpenedBy[]> {
  const reader = publisher.partners.get(id);
  if (reader === undefined) throw new Error(`${id} is no partner`);
  const opened: OpenedBy[] = [];
  for (const publication of publisher.ledger.publications) {
    const one = await openAs(reader, publication, publisher);
    if (one !== undefined) opened.push(one);
  }
  return opened;
}

/** The values of one section of all records. */
export function valuesOf({ opened }: OpenedBy, section: 'identity' | 'quantity'): readonly JsonObject[] {
  return (opened.sections[section]?.texts ?? []).map((text) => parseCanonical(text) as JsonObject);
}
