// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Section,
  type SectionTexts,
} from '@chainshare/chaincode/model';
import { keystream } from './box.js';
import { deriveKey } from './derivation.js';
import { SALT_BYTES } from './layout.js';
import { absentRoot } from './publication-keys.js';
import { newHashList, putHash, treeRoot, type HashList } from './tree.js';
import { unreadable } from './unreadable-error.js';

const RECORD_PREFIX = 0x00;

/** UTF-8 takes at most 3 bytes for each UTF-16 code unit. */
const UTF8_BYTES_PER_UNIT_MAX = 3;

/** The body of a section before sealing: the array of its canonical values. */
export function bodyText(texts: readonly string[]): string {
  return `[${texts.join(',')}]`;
}

/** The salts of a section's records, joined: one keystream is far cheaper than a derivation for each. */
export function recordSalts(sectionKey: Uint8Array, n: number): Buffer {
  return keystream(deriveKey(sectionKey, 'salts'), n * SALT_BYTES);
}

/** The salt of one record out of {@link recordSalts}. */
export function saltAt(salts: Buffer, index: number): Buffer {
  return salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES);
}

/**
 * The hash of each record of a section: SHA-256(0x00, salt, canonical value).
 *
 * @param texts - canonical values, in the order of the records
 * @param salts - as {@link recordSalts} gives them
 */
export function recordHashes(texts: readonly string[], salts: Buffer): HashList {
  const longest = texts.reduce((length, text) => Math.max(length, text.length), 0);
  const textAt = 1 + SALT_BYTES;
  // One buffer for all records: thousands of small ones would cost more than the hashing.
  const bytes = Buffer.allocUnsafe(textAt + longest * UTF8_BYTES_PER_UNIT_MAX);
  bytes[0] = RECORD_PREFIX;
  const hashes = newHashList(texts.length);
  texts.forEach((text, i) => {
    salts.copy(bytes, 1, i * SALT_BYTES, (i + 1) * SALT_BYTES);
    const end = textAt + bytes.write(text, textAt, 'utf8');
    putHash(hashes, i, bytes.subarray(0, end));
  });
  return hashes;
}

/** One section of all records, hashed and ready to be sealed. */
export interface SectionContent {
  readonly section: Section;
  readonly key: Buffer;
  readonly root: Buffer;
  /** The body before sealing; not there where no record has anything in this section. */
  readonly body?: Buffer;
}

/**
 * Prepares one section of all records for sealing.
 *
 * @param records - as they are written
 */
export function sectionContent(
  section: Section,
  key: Buffer,
  records: readonly SectionTexts[],
): SectionContent {
  const texts = records.map((record) => record[section] ?? '{}');
  // Identity is always there, so that every record has a value by which it is found.
  if (section !== 'identity' && texts.every((text) => text === '{}')) {
    return { section, key, root: absentRoot(key) };
  }
  const root = treeRoot(recordHashes(texts, recordSalts(key, records.length)));
  return { section, key, root, body: Buffer.from(bodyText(texts)) };
}

/** Values of a section, checked, with the canonical text of each. */
export interface SectionValues {
  readonly values: readonly JsonObject[];
  readonly texts: readonly string[];
}

/**
 * Reads the body of a section.
 *
 * @param n - number of records that the header states
 * @param mayBeEmpty - whether every value may be `{}`: in identity only
 * @throws {@link UnreadableError} BODY
 */
export function readBody(plaintext: Uint8Array, n: number, mayBeEmpty: boolean): SectionValues {
  const text = decodeUtf8(plaintext);
  const values = parseArray(text);
  if (values.length !== n)
    throw unreadable('BODY', 'a section holds another number of values than the header');
  if (!values.every(isJsonObject)) throw unreadable('BODY', 'every value of a section must be an object');
  const texts = canonicalTexts(values);
  if (bodyText(texts) !== text) throw unreadable('BODY', 'a section must be in canonical form');
  if (!mayBeEmpty && texts.every((value) => value === '{}')) {
    throw unreadable('BODY', 'a section without any value must not be named in the header');
  }
  return { values, texts };
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    // A byte order mark is kept, so that it is refused as not canonical.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw unreadable('BODY', 'a section must be valid UTF-8', cause);
  }
}

function parseArray(text: string): readonly JsonValue[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable('BODY', 'a section must be JSON', cause);
  }
  if (!Array.isArray(value)) throw unreadable('BODY', 'a section must be an array');
  return value as readonly JsonValue[];
}

function canonicalTexts(values: readonly JsonObject[]): readonly string[] {
  try {
    return values.map(canonical);
  } catch (cause) {
    throw unreadable('BODY', 'a value of a section has no canonical form', cause);
  }
}
