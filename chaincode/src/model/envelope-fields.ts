// SPDX-License-Identifier: Apache-2.0
import { decodeBase64url } from './base64url.js';
import { LedgerError } from './errors.js';
import { isJsonObject, type JsonObject, type JsonValue } from './json.js';
import { inlineBytesMax, tagsMax, tagsMin } from './limits.js';
import { sha256 } from './sha256.js';
import { isMspId } from './words.js';

/** The binary members of an envelope, decoded. */
export interface EnvelopeFields {
  readonly a: Buffer;
  readonly r: Buffer;
  readonly s: Buffer;
  readonly t: readonly Buffer[];
  readonly b?: Buffer;
  readonly k?: Buffer;
}

const required = ['a', 'p', 'r', 's', 't', 'v'];
const optional = ['b', 'k'];

const saltBytes = 16;
const hashBytes = 32;
const tagBytes = 16;

/** Six slots of 32 bytes: the header key, the keys of four sections, and the terms. */
const slotBlockBytes = 6 * 32;

/**
 * The terms of keys in clear start at byte 160: no epoch (4 bytes), no counter (8 bytes), every section
 * granted (1 byte); purpose and end follow, then ten zero bytes up to the end.
 */
const openTerms = Buffer.concat([Buffer.alloc(4 + 8), Buffer.from([0x0f])]);
const openTermsAt = 160;
const openTermsZeroAt = slotBlockBytes - 10;

/**
 * Checks the members of an envelope one by one and decodes the binary ones.
 *
 * @param at - JSON pointer to the envelope, put before the place of a fault
 * @throws {@link LedgerError} with a code per rule, see `parseEnvelope`
 */
export function decodeEnvelopeFields(value: JsonValue, at: string): EnvelopeFields {
  const members = checkMembers(value, at);
  if (members['v'] !== 1) {
    throw new LedgerError('ENVELOPE_VERSION', 'this version of the sealed form is not known', {
      at: `${at}/v`,
    });
  }
  if (!isMspId(text(members['p'], `${at}/p`))) {
    throw new LedgerError('PUBLISHER_ID', 'the publisher must be an MSP ID', { at: `${at}/p` });
  }
  const a = exactly(saltBytes, members['a'], `${at}/a`);
  const r = exactly(hashBytes, members['r'], `${at}/r`);
  const s = exactly(hashBytes, members['s'], `${at}/s`);
  const t = tags(members['t'], `${at}/t`);
  return { a, r, s, t, ...inline(members['b'], s, `${at}/b`), ...openKeys(members['k'], `${at}/k`) };
}

function checkMembers(value: JsonValue, at: string): JsonObject {
  if (!isJsonObject(value))
    throw new LedgerError('ENVELOPE_MEMBERS', 'an envelope must be an object', { at });
  for (const name of required) {
    if (!Object.hasOwn(value, name)) {
      throw new LedgerError('ENVELOPE_MEMBERS', `an envelope must have the member ${name}`, { at });
    }
  }
  const unknown = Object.keys(value).find((name) => !required.includes(name) && !optional.includes(name));
  if (unknown !== undefined) {
    throw new LedgerError('ENVELOPE_MEMBERS', 'an envelope has no such member', { at, member: unknown });
  }
  return value;
}

function text(value: JsonValue | undefined, at: string): string {
  if (typeof value !== 'string') throw new LedgerError('FIELD_TYPE', 'this must be a string', { at });
  return value;
}

function exactly(length: number, value: JsonValue | undefined, at: string): Buffer {
  const bytes = decodeBase64url(text(value, at), at);
  if (bytes.length !== length) {
    throw new LedgerError('FIELD_LENGTH', `this must be ${length} bytes long`, { at, length: bytes.length });
  }
  return bytes;
}

function tags(value: JsonValue | undefined, at: string): readonly Buffer[] {
  if (!Array.isArray(value)) throw new LedgerError('FIELD_TYPE', 'tags must be an array', { at });
  const items: readonly JsonValue[] = value;
  const count = items.length;
  if (count < tagsMin || count > tagsMax || (count & (count - 1)) !== 0) {
    throw new LedgerError('TAG_COUNT', `tags must be a power of two from ${tagsMin} to ${tagsMax}`, {
      at,
      count,
    });
  }
  const decoded = items.map((item, i) => exactly(tagBytes, item, `${at}/${i}`));
  decoded.forEach((tag, i) => {
    const before = decoded[i - 1];
    if (before !== undefined && Buffer.compare(before, tag) >= 0) {
      throw new LedgerError('TAG_ORDER', 'tags must ascend strictly by their bytes', { at: `${at}/${i}` });
    }
  });
  return decoded;
}

function inline(value: JsonValue | undefined, s: Buffer, at: string): { b?: Buffer } {
  if (value === undefined) return {};
  const b = decodeBase64url(text(value, at), at);
  if (b.length > inlineBytesMax) {
    throw new LedgerError('INLINE_TOO_LARGE', `inline bytes must be at most ${inlineBytesMax}`, {
      at,
      length: b.length,
    });
  }
  if (!sha256(b).equals(s))
    throw new LedgerError('SEALED_HASH', 'inline bytes do not match their hash s', { at });
  return { b };
}

function openKeys(value: JsonValue | undefined, at: string): { k?: Buffer } {
  if (value === undefined) return {};
  const k = exactly(slotBlockBytes, value, at);
  const terms = k.subarray(openTermsAt, openTermsAt + openTerms.length);
  if (!terms.equals(openTerms) || k.subarray(openTermsZeroAt).some((byte) => byte !== 0)) {
    throw new LedgerError('OPEN_KEYS', 'keys in clear grant every section and count for nobody', { at });
  }
  return { k };
}
