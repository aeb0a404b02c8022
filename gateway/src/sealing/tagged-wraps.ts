// SPDX-License-Identifier: Apache-2.0
import { tagsMax, tagsMin, wrapBytes } from '@chainshare/chaincode/model';
import { SALT_BYTES } from './layout.js';
import type { PublicationKeys } from './publication-keys.js';
import { SealingError } from './sealing-error.js';
import { encodeSlots, type Terms } from './slots.js';
import { pairKey, tag } from './tags.js';
import { sealWrap } from './wrap.js';
import { isPublicKey, type KeyPair } from './x25519.js';

/** A source of random bytes. */
export type Entropy = (length: number) => Uint8Array;

/** A tag, and the wrap that belongs to it. */
export interface TaggedWrap {
  readonly tag: Uint8Array;
  readonly wrap: Uint8Array;
}

/** One who gets keys, and which. */
export interface Addressee {
  readonly mspId: string;
  readonly publicKey: Uint8Array;
  readonly keys: PublicationKeys;
  readonly terms: Terms;
}

/** What all wraps of one publication have in common. */
export interface WrapContext {
  readonly publisher: string;
  readonly keyPair: KeyPair;
  readonly ephemeral: KeyPair;
  readonly a: Uint8Array;
  readonly r: Uint8Array;
  readonly draw: Entropy;
}

/**
 * Wraps the keys for every addressee, adds follow tags and padding, and sorts by tag, so that nothing tells
 * one from the other.
 *
 * @throws {@link SealingError} PUBLIC_KEY, TERMS or TAG_COUNT
 */
export function taggedWraps(
  addressees: readonly Addressee[],
  followTags: readonly Uint8Array[],
  context: WrapContext,
): readonly TaggedWrap[] {
  const wraps = new Map<string, TaggedWrap>();
  const add = (entry: TaggedWrap): void => {
    wraps.set(Buffer.from(entry.tag).toString('hex'), entry);
  };
  for (const addressee of addressees) add(wrapFor(addressee, context));
  // Two records may correct the same one: equal follow tags are one tag.
  for (const followTag of followTags) add({ tag: followTag, wrap: context.draw(wrapBytes) });
  const count = paddedCount(wraps.size);
  while (wraps.size < count) add({ tag: context.draw(SALT_BYTES), wrap: context.draw(wrapBytes) });
  return [...wraps.values()].sort((x, y) => Buffer.compare(x.tag, y.tag));
}

function wrapFor(addressee: Addressee, context: WrapContext): TaggedWrap {
  const { mspId, publicKey, keys, terms } = addressee;
  const tagContext = { p: context.publisher, q: mspId, a: context.a, r: context.r };
  const slotBlock = encodeSlots({ ...terms, ...keys }, context.draw);
  const shared = isPublicKey(publicKey) ? pairKey(context.keyPair, publicKey) : undefined;
  const wrap = shared && sealWrap(slotBlock, context.ephemeral, publicKey, tagContext);
  if (shared === undefined || wrap === undefined) {
    throw new SealingError('PUBLIC_KEY', `the public key of ${mspId} is not acceptable`);
  }
  return { tag: tag(shared, tagContext), wrap };
}

function paddedCount(count: number): number {
  if (count > tagsMax) throw new SealingError('TAG_COUNT', `a publication has at most ${tagsMax} tags`);
  let padded = tagsMin;
  while (padded < count) padded *= 2;
  return padded;
}
