// SPDX-License-Identifier: Apache-2.0
import {
  decodeBase64url,
  isJsonObject,
  LedgerError,
  parseEnvelope,
  sections,
  type JsonObject,
  type JsonValue,
} from '@chainshare/chaincode/model';
import { catalogue } from '../kinds/catalogue.js';
import type { LedgerPublication } from '../ledger/ledger-block.js';
import type { PublicationLedger } from '../ledger/publication-ledger.js';
import { openSections } from '../sealing/open.js';
import type { PublicationKeys } from '../sealing/publication-keys.js';
import { readSealedBytes } from '../sealing/sealed-bytes.js';
import { UnreadableError } from '../sealing/unreadable-error.js';
import type { Store } from '../store/store.js';
import type { KeptPublication } from '../vault/received.js';
import { NO_TERMS } from './open-publication.js';
import type { AddressedPublication, PublicationReader, TakenPublication } from './publication-reader.js';

/** Name of the kind by which enterprises give, describe and end grants after publishing. */
export const GRANT_KIND = 'grant';

/** What the effects of grants need. */
export interface GrantContext {
  readonly store: Store;
  readonly ledger: Pick<PublicationLedger, 'readBlock'>;
  readonly reader: () => PublicationReader;
  readonly want: (publication: AddressedPublication) => void;
}

/**
 * Does what a publication of kind `grant` says: keys open other publications of the same publisher, an end
 * hides them. Doing it again changes nothing, so a crash in between is mended by reading the grant again.
 */
export async function applyGrants(grant: TakenPublication, context: GrantContext): Promise<void> {
  const kind = catalogue.kind(GRANT_KIND);
  for (const value of grant.content.sections.identity ?? []) {
    // What breaks its schema is shown as unverifiable and has no effect.
    if (kind.validate(value).length > 0) continue;
    if (value['type'] === 'keys') await addKeys(grant.publisher, listOf(value['keys']), context);
    if (value['type'] === 'end') await endGrants(grant, value, context);
  }
}

async function addKeys(granter: string, entries: readonly JsonValue[], context: GrantContext): Promise<void> {
  for (const entry of entries) {
    const granted = readGranted(entry);
    if (granted === undefined) continue;
    const known = await context.store.read('project.publication', { id: granted.id });
    // Nobody grants what another has said, and what the ledger does not have cannot be opened.
    if (known?.publisher !== granter || known.state === 'repeated') continue;
    await openWith(granted, known.block, context);
  }
}

interface Granted {
  readonly id: string;
  readonly keys: PublicationKeys;
}

async function openWith({ id, keys }: Granted, block: number, context: GrantContext): Promise<void> {
  const { store, ledger, reader, want } = context;
  const [kept] = await store.read('received.read', { publications: [id] });
  if (kept === undefined) {
    await store.write('opened.grant', { publication: id, keys, terms: NO_TERMS });
    const publication = await findPublication(id, block, ledger);
    if (publication !== undefined) want({ ...publication, block, granted: keys });
    return;
  }
  // A key that opens nothing must not come among those that do.
  if (!opens(keys, kept)) return;
  await store.write('opened.grant', { publication: id, keys, terms: NO_TERMS });
  const [completed] = await store.read('received.read', { publications: [id] });
  if (completed !== undefined) await reader().takeKept([completed], block);
}

function opens(keys: PublicationKeys, kept: KeptPublication): boolean {
  try {
    openSections(readSealedBytes(parseEnvelope(kept.envelope), kept.sealed), keys);
    return true;
  } catch (error) {
    if (error instanceof UnreadableError) return false;
    throw error;
  }
}

/** Finds a publication in the block in which it stands: the block proves it, the state would not. */
export async function findPublication(
  id: string,
  block: number,
  ledger: GrantContext['ledger'],
): Promise<LedgerPublication | undefined> {
  const { transactions } = await ledger.readBlock(block);
  return transactions
    .flatMap(({ publications }) => publications)
    .find((publication) => publication.id === id);
}

async function endGrants(grant: TakenPublication, value: JsonObject, { store }: GrantContext): Promise<void> {
  const granter = grant.publisher;
  const endedAt = grant.arrival.receivedAt;
  const publications = listOf(value['publications']).filter((id) => typeof id === 'string');
  const { policy } = value;
  await store.write('grant-ended.add', [
    ...publications.map((id) => ({ granter, target: 'publication' as const, id, endedAt })),
    ...(typeof policy === 'string' ? [{ granter, target: 'policy' as const, id: policy, endedAt }] : []),
  ]);
  const ofGranter: string[] = [];
  for (const id of publications) {
    const known = await store.read('project.publication', { id });
    if (known?.publisher === granter) ofGranter.push(id);
  }
  await store.write('project.ended', { publications: ofGranter, endedAt });
}

/** @returns `undefined` when an entry's keys are not base64url in its only spelling, which no schema can say */
function readGranted(entry: JsonValue): Granted | undefined {
  if (!isJsonObject(entry)) return undefined;
  const { publication, headerKey, sectionKeys } = entry;
  if (typeof publication !== 'string' || typeof headerKey !== 'string') return undefined;
  const ofSections = isJsonObject(sectionKeys) ? sectionKeys : {};
  try {
    const granted = sections.flatMap((section) => {
      const key = ofSections[section];
      return typeof key === 'string' ? [[section, decodeBase64url(key)] as const] : [];
    });
    const keys = { headerKey: decodeBase64url(headerKey), sectionKeys: Object.fromEntries(granted) };
    return { id: publication, keys };
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
