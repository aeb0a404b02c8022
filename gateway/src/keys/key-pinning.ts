// SPDX-License-Identifier: Apache-2.0
import { decodeBase64url, LedgerError, type JsonObject } from '@chainshare/chaincode/model';
import { catalogue } from '../kinds/catalogue.js';
import { isPublicKey, sharedSecret } from '../sealing/x25519.js';
import type { Store } from '../store/store.js';
import type { PinOutcome } from '../vault/pinned-keys.js';
import type { KeyRing } from './key-ring.js';

/** Name of the kind by which enterprises publish their keys. */
export const KEY_KIND = 'key';

/** A key as its publisher states it. */
export interface StatedKey {
  readonly member: string;
  readonly publication: string;
  /** Identity value of the record of kind `key`. */
  readonly value: JsonObject;
}

/** What became of a stated key; `malformed` when it is none. */
export type KeyOutcome = PinOutcome | 'malformed';

/**
 * Pins the key of a member when it is seen for the first time. Whoever could change a pinned key could read
 * what is sealed for its owner, so a version never gets another key, and no key gets a second owner.
 */
export async function pinKey(store: Store, ring: KeyRing, stated: StatedKey): Promise<KeyOutcome> {
  const key = readKey(stated, ring);
  if (key === undefined) return 'malformed';
  const outcome = await store.write('pinned-key.add', { ...key, publication: stated.publication });
  if (outcome === 'pinned') ring.add(key);
  return outcome;
}

interface ReadKey {
  readonly member: string;
  readonly version: number;
  readonly publicKey: Buffer;
}

function readKey({ member, value }: StatedKey, ring: KeyRing): ReadKey | undefined {
  if (catalogue.kind(KEY_KIND).validate(value).length > 0) return undefined;
  const { version, publicKey } = value;
  if (typeof version !== 'number' || typeof publicKey !== 'string') return undefined;
  const bytes = decode(publicKey);
  return bytes !== undefined && isUsable(bytes, ring) ? { member, version, publicKey: bytes } : undefined;
}

/** Of a low-order point no secret can be made: pinned, it would fail every call that also addresses its member. */
function isUsable(bytes: Buffer, { own }: KeyRing): boolean {
  return isPublicKey(bytes) && sharedSecret(own.newest.pair, bytes) !== undefined;
}

function decode(text: string): Buffer | undefined {
  try {
    return decodeBase64url(text);
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}
