// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@chainshare/chaincode/model';
import type { RefusedCase } from './refused.js';
import { text } from './cast.js';

const malformed = (rule: number, reason: string, cases: Omit<RefusedCase, 'rule' | 'state' | 'reason'>[]) =>
  cases.map((one): RefusedCase => ({ ...one, rule, state: 'MALFORMED', reason }));

const withMember = (name: string, value: JsonValue) => ({
  envelope: (e: Record<string, JsonValue>): JsonValue => ({ ...e, [name]: value }),
});

const without = (name: string) => ({
  envelope: (e: Record<string, JsonValue>): JsonValue =>
    Object.fromEntries(Object.entries(e).filter(([member]) => member !== name)),
});

const tagsAs = (change: (tags: JsonValue[]) => JsonValue[]) => ({
  envelope: (e: Record<string, JsonValue>): JsonValue => ({ ...e, t: change(e['t'] as JsonValue[]) }),
});

const flip = (bytes: Buffer, at: number, bit = 1): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] as number) ^ bit;
  return changed;
};

/** 2^255 - 19, which is another spelling of zero. */
const prime = Buffer.from(`ed${'ff'.repeat(30)}7f`, 'hex');

/** What anybody can refuse without a key: rules 1 to 13. */
export const refusedForm: readonly RefusedCase[] = [
  ...malformed(1, 'NOT_CANONICAL', [
    { name: 'a space after the envelope', departure: { envelopeText: (e) => `${e} ` } },
    { name: 'a byte order mark', departure: { envelopeText: (e) => `\ufeff${e}` } },
    {
      name: 'members in another order',
      departure: { envelopeText: (e) => e.replace(',"v":1}', '}').replace('{', '{"v":1,') },
    },
    { name: 'a member twice', departure: { envelopeText: (e) => e.replace('"v":1', '"v":1,"v":1') } },
    { name: 'v as 1.0', departure: { envelopeText: (e) => e.replace('"v":1', '"v":1.0') } },
    {
      name: 'an escape that need not be',
      departure: { envelopeText: (e) => e.replace('Xinqiao', 'Xin\\u0071iao') },
    },
    {
      name: 'bytes that are not UTF-8',
      departure: { envelopeText: (e) => Buffer.concat([Buffer.from(e), Buffer.from([0xff])]) },
    },
    { name: 'no JSON at all', departure: { envelopeText: () => 'CSP1' } },
  ]),
  ...malformed(2, 'ENVELOPE_MEMBERS', [
    { name: 'an unknown member', departure: withMember('n', 2) },
    { name: 'no tags', departure: without('t') },
    { name: 'an array as envelope', departure: { envelope: (e) => [e] } },
  ]),
  ...malformed(3, 'ENVELOPE_VERSION', [{ name: 'version 2', departure: withMember('v', 2) }]),
  ...malformed(4, 'FIELD_TYPE', [
    { name: 'a number as root', departure: withMember('r', 1) },
    { name: 'an object as tags', departure: withMember('t', {}) },
  ]),
  ...malformed(5, 'PUBLISHER_ID', [
    { name: 'a publisher with a tilde', departure: withMember('p', 'Xin~qiao') },
    { name: 'a publisher of 65 characters', departure: withMember('p', 'X'.repeat(65)) },
  ]),
  ...malformed(6, 'NOT_BASE64URL', [
    { name: 'stray bits after the last byte', departure: withMember('a', 'AAAAAAAAAAAAAAAAAAAAAB') },
    { name: 'base64 with padding', departure: withMember('a', 'AAAAAAAAAAAAAAAAAAAAAA==') },
    { name: 'the alphabet of plain base64', departure: withMember('a', 'AAAAAAAAAAAAAAAAAAAA/g') },
  ]),
  ...malformed(7, 'FIELD_LENGTH', [
    { name: '15 random bytes', departure: withMember('a', text(Buffer.alloc(15))) },
    { name: 'a root of 31 bytes', departure: withMember('r', text(Buffer.alloc(31))) },
    { name: 'keys in clear of 191 bytes', departure: withMember('k', text(Buffer.alloc(191))) },
    {
      name: 'a tag of 17 bytes',
      departure: tagsAs(([first, ...rest]) => [`${first as string}A`, ...rest]),
    },
  ]),
  ...malformed(8, 'TAG_COUNT', [
    { name: 'three tags', departure: tagsAs((tags) => tags.slice(1)) },
    { name: 'two tags', departure: tagsAs((tags) => tags.slice(2)) },
    { name: 'six tags', departure: tagsAs((tags) => [...tags, ...tags.slice(2)]) },
  ]),
  ...malformed(9, 'TAG_ORDER', [
    { name: 'tags in descending order', departure: tagsAs((tags) => tags.toReversed()) },
    {
      name: 'a tag twice',
      departure: tagsAs(([first, , ...rest]) => [first as JsonValue, first as JsonValue, ...rest]),
    },
  ]),
  ...malformed(10, 'INLINE_TOO_LARGE', [
    { name: '8,193 inline bytes', departure: withMember('b', text(Buffer.alloc(8_193))) },
  ]),
  {
    name: 'other sealed bytes than the envelope names',
    rule: 11,
    state: 'FORGED',
    reason: 'SEALED_HASH',
    departure: withMember('s', text(Buffer.alloc(32))),
  },
  {
    name: 'other inline bytes than the envelope names',
    rule: 11,
    state: 'FORGED',
    reason: 'SEALED_HASH',
    departure: { envelope: (e, sealed) => ({ ...e, b: text(flip(sealed, 2_047)) }) },
  },
  ...malformed(12, 'OPEN_KEYS', [
    { name: 'keys in clear with a counter', departure: { keysInClear: (k) => flip(k, 171) } },
    { name: 'keys in clear with an epoch', departure: { keysInClear: (k) => flip(k, 163) } },
    { name: 'keys in clear that grant three sections', departure: { keysInClear: (k) => flip(k, 172, 8) } },
    { name: 'keys in clear with a last byte', departure: { keysInClear: (k) => flip(k, 191) } },
  ]),
  ...malformed(13, 'SEALED_FORM', [
    { name: 'another magic', departure: { sealed: (s) => flip(s, 3) } },
    { name: 'eight wraps for four tags', departure: { sealed: (s) => flip(s, 5, 12) } },
    {
      name: 'a length outside the series',
      departure: { sealed: (s) => Buffer.concat([s, Buffer.alloc(1)]) },
    },
    { name: 'bytes too short for their wraps', departure: { sealed: (s) => s.subarray(0, 1_024) } },
    {
      name: 'more than 1 MB',
      departure: { sealed: (s) => Buffer.concat([s, Buffer.alloc(1_048_576 - s.length)]) },
    },
    {
      name: 'an ephemeral key with the top bit set',
      departure: { ephemeralKey: (key) => flip(key, 31, 0x80) },
    },
    { name: 'an ephemeral key of 2^255 - 19', departure: { ephemeralKey: () => prime } },
  ]),
];
