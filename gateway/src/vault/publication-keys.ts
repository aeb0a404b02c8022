// SPDX-License-Identifier: Apache-2.0
import { sections, type Section } from '@chainshare/chaincode/model/words.js';
import type { PublicationKeys } from '../sealing/publication-keys.js';

/** The key columns of `opened`. */
export interface KeyColumns {
  readonly headerKey: Uint8Array;
  readonly keyIdentity: Uint8Array | null;
  readonly keyQuantity: Uint8Array | null;
  readonly keyCommercial: Uint8Array | null;
  readonly keyEvidence: Uint8Array | null;
}

/** Selects the columns under the names of {@link KeyColumns}. */
export const KEY_COLUMNS = `header_key AS headerKey, key_identity AS keyIdentity, key_quantity AS keyQuantity,
  key_commercial AS keyCommercial, key_evidence AS keyEvidence`;

const columnOf = {
  identity: 'keyIdentity',
  quantity: 'keyQuantity',
  commercial: 'keyCommercial',
  evidence: 'keyEvidence',
} as const satisfies Record<Section, keyof KeyColumns>;

/** The values for the columns header_key, key_identity, key_quantity, key_commercial and key_evidence. */
export function keyValues(keys: PublicationKeys): readonly (Buffer | null)[] {
  const ofSections = sections.map((section) => keys.sectionKeys[section]);
  return [keys.headerKey, ...ofSections].map((key) => (key === undefined ? null : asBuffer(key)));
}

/** The keys that a row holds. */
export function keysOfRow(row: KeyColumns): PublicationKeys {
  const granted = sections.flatMap((section) => {
    const key = row[columnOf[section]];
    return key === null ? [] : [[section, asBuffer(key)] as const];
  });
  return { headerKey: asBuffer(row.headerKey), sectionKeys: Object.fromEntries(granted) };
}

/** Keys that came from another thread: there a Buffer arrives as a plain array of bytes. */
export function reviveKeys(keys: PublicationKeys): PublicationKeys {
  const granted = Object.entries(keys.sectionKeys).map(([section, key]) => [section, asBuffer(key)] as const);
  return { headerKey: asBuffer(keys.headerKey), sectionKeys: Object.fromEntries(granted) };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
