// SPDX-License-Identifier: Apache-2.0
import type { ParsedEnvelope } from '@chainshare/chaincode/model';
import { wrapAt, type SealedBytes } from './sealed-bytes.js';
import { decodeOpenKeys, decodeSlots, type Slots } from './slots.js';
import { tag } from './tags.js';
import { unreadable } from './unreadable-error.js';
import { openWrap } from './wrap.js';
import type { KeyPair } from './x25519.js';

/** One pairing of key versions under which a publication may have been tagged. */
export interface TagCandidate {
  readonly ownVersion: number;
  readonly theirVersion: number;
  /** Of these two versions, see `pairKey` in `tags.ts`. */
  readonly pairKey: Uint8Array;
}

/** Where the own wrap stands, and under which key versions. */
export interface TagMatch {
  readonly index: number;
  readonly ownVersion: number;
  readonly theirVersion: number;
}

/** Who opens a wrap. */
export interface Reader {
  readonly mspId: string;
  /** The own key version that the tag matched. */
  readonly keyPair: KeyPair;
}

/**
 * Finds the own tag of an envelope.
 *
 * @param mspId - the own MSP ID
 * @param candidates - pairings with the publisher's key versions, newest first: the first match counts
 */
export function findOwnTag(
  envelope: ParsedEnvelope,
  mspId: string,
  candidates: Iterable<TagCandidate>,
): TagMatch | undefined {
  const { a, r, t } = envelope.fields;
  for (const { pairKey, ownVersion, theirVersion } of candidates) {
    const own = tag(pairKey, { p: envelope.envelope.p, q: mspId, a, r });
    const index = t.findIndex((other) => own.equals(other));
    if (index >= 0) return { index, ownVersion, theirVersion };
  }
  return undefined;
}

/**
 * Opens the own wrap.
 *
 * @param index - of the own tag
 * @throws {@link UnreadableError} WRAP or SLOTS
 */
export function unwrap(sealed: SealedBytes, reader: Reader, index: number): Slots {
  const { a, r } = sealed.envelope.fields;
  const context = { p: sealed.envelope.envelope.p, q: reader.mspId, a, r };
  const slotBlock = openWrap(wrapAt(sealed, index), sealed.ephemeralKey, reader.keyPair, context);
  if (slotBlock === undefined) throw unreadable('WRAP', 'the wrap behind the own tag does not open');
  return decodeSlots(slotBlock);
}

/**
 * The keys that an envelope holds in clear, for audiences network and public.
 *
 * @returns `undefined` where there are none
 * @throws {@link UnreadableError} SLOTS
 */
export function openKeysOf(envelope: ParsedEnvelope): Slots | undefined {
  const { k } = envelope.fields;
  return k === undefined ? undefined : decodeOpenKeys(k);
}
