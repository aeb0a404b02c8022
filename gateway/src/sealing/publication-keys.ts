// SPDX-License-Identifier: Apache-2.0
import { sections, type Section } from '@chainshare/chaincode/model';
import { deriveKey } from './derivation.js';
import { SALT_BYTES } from './layout.js';

/** What opens a publication, or some sections of it. */
export interface PublicationKeys {
  readonly headerKey: Buffer;
  /** Keys of the granted sections; a section that is not named stays closed. */
  readonly sectionKeys: Readonly<Partial<Record<Section, Buffer>>>;
}

/** The keys of all sections. */
export interface AllKeys extends PublicationKeys {
  readonly sectionKeys: Readonly<Record<Section, Buffer>>;
}

/** Derives the header key and all section keys from a publication key, which is then forgotten. */
export function keysOf(publicationKey: Uint8Array): AllKeys {
  const sectionKeys = Object.fromEntries(
    sections.map((section) => [section, deriveKey(publicationKey, `section ${section}`)]),
  ) as Record<Section, Buffer>;
  return { headerKey: deriveKey(publicationKey, 'header'), sectionKeys };
}

/** The key that seals a header box or a body under one root. */
export function boxKey(key: Uint8Array, root: Uint8Array): Buffer {
  return deriveKey(key, 'aead', root);
}

/** The key of the keystream that fills the sealed bytes up. */
export function fillKey(headerKey: Uint8Array, root: Uint8Array): Buffer {
  return deriveKey(headerKey, 'fill', root);
}

/** The salt of the header's hash. */
export function headerSalt(headerKey: Uint8Array): Buffer {
  return deriveKey(headerKey, 'salt').subarray(0, SALT_BYTES);
}

/** What stands for the root of a section that is not there; only who is granted it can tell. */
export function absentRoot(sectionKey: Uint8Array): Buffer {
  return deriveKey(sectionKey, 'absent');
}
