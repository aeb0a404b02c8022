// SPDX-License-Identifier: Apache-2.0
import { hkdfSync } from 'node:crypto';
import { deriveTag } from './derivation.js';
import { KEY_BYTES } from './layout.js';
import { sharedSecret, type KeyPair } from './x25519.js';

/** What binds a tag and a wrap to one recipient of one publication. */
export interface TagContext {
  /** MSP ID of the publisher */
  readonly p: string;
  /** MSP ID of the recipient */
  readonly q: string;
  readonly a: Uint8Array;
  readonly r: Uint8Array;
}

/** Secrets that were computed, by the own key and the bytes of the other: every publication for a member needs his. */
const pairKeys = new WeakMap<KeyPair, Map<string, Buffer | undefined>>();

/**
 * The secret that two enterprises share by their static keys; with oneself it is as good as any. Computed once.
 *
 * @returns 32 bytes, or `undefined` when the other key is a low-order point
 */
export function pairKey(own: KeyPair, theirs: Uint8Array): Buffer | undefined {
  const known = pairKeys.get(own) ?? new Map<string, Buffer | undefined>();
  pairKeys.set(own, known);
  const name = Buffer.from(theirs).toString('latin1');
  if (!known.has(name)) known.set(name, computedPairKey(own, theirs));
  return known.get(name);
}

function computedPairKey(own: KeyPair, theirs: Uint8Array): Buffer | undefined {
  const secret = sharedSecret(own, theirs);
  if (secret === undefined) return undefined;
  const salt = Buffer.concat([own.publicKey, theirs].sort((x, y) => Buffer.compare(x, y)));
  return Buffer.from(hkdfSync('sha256', secret, salt, 'chainshare pair 1', KEY_BYTES));
}

/** The tag by which a recipient, and nobody else, sees that a publication is meant for him. */
export function tag(key: Uint8Array, context: TagContext): Buffer {
  return deriveTag(key, 'tag', contextBytes(context));
}

/** The tag that follows one record, from the salt of its identity value. */
export function followTagOfRecord(identitySalt: Uint8Array): Buffer {
  return deriveTag(identitySalt, 'follow');
}

/** The tag that follows all records of a publication, from the salt of its header. */
export function followTagOfPublication(headerSalt: Uint8Array): Buffer {
  return deriveTag(headerSalt, 'follow');
}

/** MSP IDs hold no zero byte and a and r have fixed lengths, so two contexts never join to the same bytes. */
export function contextBytes({ p, q, a, r }: TagContext): Buffer {
  return Buffer.concat([Buffer.from(`\0${p}\0${q}\0`, 'ascii'), a, r]);
}
