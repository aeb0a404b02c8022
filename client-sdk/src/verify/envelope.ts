// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, toHex, utf8 } from './bytes.js';
import { canonicalText, type Json, type JsonObject } from './canonical-json.js';
import { asArray, asBytes, asExactObject, asString } from './json-form.js';
import { INLINE_BYTES_MAX } from './limits.js';
import { assertVerified } from './verification-error.js';

const HASH_BYTES = 32;
const TAG_BYTES = 16;
const OPEN_KEYS_BYTES = 192;
const PUBLISHER = /^[A-Za-z0-9.-]{1,64}$/;
const TAG_COUNTS = [4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** The public envelope E of a publication (format 6). */
export interface Envelope {
  /** Lower-case hex SHA-256 of the canonical text: what the publication is called. */
  readonly id: string;
  /** The canonical text in UTF-8, as the ledger keeps it. */
  readonly bytes: Uint8Array;
  /** MSP ID of the publisher. */
  readonly publisher: string;
  /** The root to which all records lead. */
  readonly root: Uint8Array;
  /** SHA-256 of the sealed bytes. */
  readonly sealedHash: Uint8Array;
  /** Whether the keys stand in the open, as for the audiences `network` and `public`. */
  readonly isOpen: boolean;
}

/**
 * Reads an envelope and checks every rule of its form.
 *
 * @throws VerificationError `MALFORMED`
 */
export function parseEnvelope(value: Json | undefined): Envelope {
  const object = asExactObject(value, ['v', 'p', 'a', 'r', 's', 't'], ['b', 'k'], 'the envelope');
  assertVerified(object['v'] === 1, 'UNSUPPORTED', 'e.v is not 1');
  const publisher = asString(object['p'], 'e.p');
  assertVerified(PUBLISHER.test(publisher), 'MALFORMED', 'e.p is not the id of an enterprise');
  asBytes(object['a'], 'e.a', 16);
  const sealedHash = asBytes(object['s'], 'e.s', HASH_BYTES);
  assertTags(asArray(object['t'], 'e.t'));
  assertInline(object, sealedHash);
  const isOpen = object['k'] !== undefined;
  if (isOpen) assertOpenKeys(asBytes(object['k'], 'e.k', OPEN_KEYS_BYTES));
  const bytes = utf8(canonicalText(object, 'the envelope'));
  const root = asBytes(object['r'], 'e.r', HASH_BYTES);
  return { id: toHex(sha256(bytes)), bytes, publisher, root, sealedHash, isOpen };
}

function assertTags(tags: readonly Json[]): void {
  assertVerified(
    TAG_COUNTS.includes(tags.length),
    'MALFORMED',
    'e.t does not have a power of two from 4 to 1024 tags',
  );
  const hex = tags.map((tag) => toHex(asBytes(tag, 'a tag', TAG_BYTES)));
  const ascending = hex.every((tag, index) => index === 0 || (hex[index - 1] ?? '') < tag);
  assertVerified(ascending, 'MALFORMED', 'e.t does not ascend');
}

function assertInline(object: JsonObject, sealedHash: Uint8Array): void {
  if (object['b'] === undefined) return;
  const sealed = asBytes(object['b'], 'e.b');
  assertVerified(
    sealed.length <= INLINE_BYTES_MAX,
    'MALFORMED',
    'e.b is longer than may stand in an envelope',
  );
  assertVerified(equalBytes(sha256(sealed), sealedHash), 'MALFORMED', 'e.s is not the hash of e.b');
}

/** Keys for everybody name no recipient's counter, and grant all four sections (format 8, "Slot block"). */
function assertOpenKeys(slots: Uint8Array): void {
  const counters = slots.subarray(160, 172);
  const rest = slots.subarray(182);
  const valid =
    slots[172] === 0x0f && [...counters, ...rest].every((byte) => byte === 0) && untilIsSafe(slots);
  assertVerified(valid, 'MALFORMED', 'e.k is not a slot block for everybody');
}

/** A time that JSON could not carry exactly is refused. */
function untilIsSafe(slots: Uint8Array): boolean {
  const view = new DataView(slots.buffer, slots.byteOffset, slots.length);
  return view.getBigUint64(174) <= BigInt(Number.MAX_SAFE_INTEGER);
}
