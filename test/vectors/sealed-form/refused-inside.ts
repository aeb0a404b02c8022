// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import type { OpeningFault } from '@chainshare/gateway/internal/sealing/unreadable-error.js';
import type { Departure } from './forgery.js';
import type { RefusedCase } from './refused.js';

const unreadable = (rule: number, reason: OpeningFault, cases: Readonly<Record<string, Departure>>) =>
  Object.entries(cases).map(([name, departure]): RefusedCase => ({
    name,
    rule,
    state: 'UNREADABLE',
    reason,
    departure,
  }));

const flip =
  (at: number, bit = 1) =>
  (bytes: Buffer): Buffer => {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ bit;
    return changed;
  };

const headerWith = (members: JsonObject): Departure => ({ header: (header) => ({ ...header, ...members }) });
const onward = (members: JsonObject): Departure =>
  headerWith({ onward: { direction: 'upstream', roles: ['core'], until: null, ...members } });
const identity = (body: string | Buffer): Departure => ({ bodies: { identity: body } });
const nested = (depth: number): JsonValue =>
  JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as JsonValue;

/** What only who was granted can refuse: rules 14 to 25. */
export const refusedInside: readonly RefusedCase[] = [
  ...unreadable(14, 'WRAP', {
    'a wrap with one bit changed': { wrap: flip(0) },
    'the wrap of another publication': { wrap: () => Buffer.alloc(208, 7) },
    'a low-order ephemeral key': { ephemeralKey: () => Buffer.alloc(32) },
    'another ephemeral key of order four': {
      ephemeralKey: () => Buffer.from(`01${'00'.repeat(31)}`, 'hex'),
    },
  }),
  ...unreadable(15, 'SLOTS', {
    'a mask without identity': { slotBlock: flip(172, 1) },
    'a mask of five sections': { slotBlock: flip(172, 0x10) },
    'counter 0': { slotBlock: flip(171, 1) },
    'epoch 0': {
      slotBlock: (block) => Buffer.concat([block.subarray(0, 160), Buffer.alloc(4), block.subarray(164)]),
    },
    'an end beyond 2^53 - 1': { slotBlock: flip(175, 0x20) },
    'a last byte that is not zero': { slotBlock: flip(191) },
    'an end in clear beyond 2^53 - 1': {
      ...headerWith({ audience: 'network' }),
      keysInClear: flip(175, 0x20),
    },
  }),
  ...unreadable(16, 'HEADER_BOX', {
    'a header box with one bit changed': { sealed: flip(38 + 4 * 208) },
    'another header key': { slotBlock: flip(0) },
  }),
  ...unreadable(17, 'HEADER', {
    'a header with an eighth member': headerWith({ note: 'x' }),
    'a header without n': {
      header: (header) => Object.fromEntries(Object.entries(header).filter(([name]) => name !== 'n')),
    },
    'format 2': headerWith({ format: 2 }),
    'an empty kind': headerWith({ kind: '' }),
    'a kind with a capital letter': headerWith({ kind: 'Inventory' }),
    'a kind that is not ASCII': headerWith({ kind: '库存' }),
    'a kind of 65 characters': headerWith({ kind: 'k'.repeat(65) }),
    'schema 0': headerWith({ schema: 0 }),
    'a schema that is no integer': headerWith({ schema: 1.5 }),
    'n of 0': headerWith({ n: 0 }),
    'n of 65,536': headerWith({ n: 65_536 }),
    'sections without identity': headerWith({ sections: ['quantity'] }),
    'sections in another order': headerWith({ sections: ['identity', 'evidence', 'quantity'] }),
    'a section twice': headerWith({ sections: ['identity', 'quantity', 'quantity'] }),
    'an unknown section': headerWith({ sections: ['identity', 'price'] }),
    'sections that are no array': headerWith({ sections: 'identity' }),
    'an unknown audience': headerWith({ audience: 'everybody' }),
    'an unknown direction': onward({ direction: 'sideways' }),
    'no roles': onward({ roles: [] }),
    'roles out of order': onward({ roles: ['lab', 'core'] }),
    'a role twice': onward({ roles: ['core', 'core'] }),
    'a role that is no word': onward({ roles: ['Core 1'] }),
    'a role that is no text': onward({ roles: [1] }),
    'roles that are no array': onward({ roles: 'core' }),
    'seventeen roles': onward({ roles: Array.from({ length: 17 }, (_, i) => String.fromCharCode(97 + i)) }),
    'passing on until second 0': onward({ until: 0 }),
    'a fourth member of onward': onward({ purpose: 1 }),
    'onward as text': headerWith({ onward: 'downstream' }),
    'a header that is an array': { headerText: () => '[]' },
    'a header with a space inside': { headerText: (header) => header.replace(',', ', ') },
    'no header': { headerText: () => '' },
    'a zero byte after the header': { headerPlaintext: flip(623, 0x20) },
  }),
  ...unreadable(18, 'AUDIENCE', {
    'audience network without keys in clear': headerWith({ audience: 'network' }),
    'audience granted with keys in clear': { keysInClear: (block) => block },
  }),
  ...unreadable(19, 'LENGTHS', {
    'a body of a section that is not named': {
      bodyLengths: (lengths) => lengths.map((length, i) => (i === 3 ? 20 : length)),
    },
    'no body of a section that is named': headerWith({ sections: ['identity', 'quantity', 'evidence'] }),
    'a body shorter than its tag and brackets': { bodyLengths: ([, ...rest]) => [19, ...rest] },
    'bodies longer than the sealed bytes': { bodyLengths: ([, ...rest]) => [0xffff_ffff, ...rest] },
    'more fill than there may be': { sealed: (s) => Buffer.concat([s, Buffer.alloc(512)]) },
  }),
  ...unreadable(20, 'FILL', {
    'fill with one bit changed': { sealed: flip(2_047) },
    'fill of zeros': { fill: (fill) => Buffer.alloc(fill.length) },
  }),
  ...unreadable(21, 'ROOT', {
    'a header that claims another kind than the root': {
      headerPlaintext: (bytes) => {
        bytes.write('forecasts', bytes.indexOf('inventory'));
        return bytes;
      },
    },
    'another root of a section that is not granted': { headerPlaintext: flip(2 * 32) },
    'a root of nothing': { root: () => Buffer.alloc(32) },
  }),
  ...unreadable(22, 'ABSENT_ROOT', {
    'a section that is not there with a root of records': {
      roots: ([identityRoot, quantity, , evidence]) =>
        [identityRoot, quantity, identityRoot, evidence] as Buffer[],
    },
  }),
  ...unreadable(23, 'BODY_BOX', {
    'a body with one bit changed': { bodyBoxes: ([first, ...rest]) => [flip(0)(first as Buffer), ...rest] },
    'another section key': { slotBlock: flip(32) },
  }),
  ...unreadable(24, 'BODY', {
    'bytes that are not UTF-8': identity(Buffer.from('5b7b22ff223a317d5d', 'hex')),
    'a byte order mark': identity('\ufeff[{"product":"TAG-01"},{"product":"TAG-02"}]'),
    'a lone surrogate': identity('[{"product":"\\ud800"},{"product":"TAG-02"}]'),
    'a space between values': identity('[{"product":"TAG-01"}, {"product":"TAG-02"}]'),
    'members out of order': identity('[{"b":1,"a":1},{}]'),
    'a member twice': identity('[{"a":1,"a":1},{}]'),
    'a number that has a shorter form': identity('[{"a":1.0},{}]'),
    'a number beyond every double': identity('[{"a":1e400},{}]'),
    'no JSON': identity('[{},{}'),
    'an object instead of an array': identity('{"0":{},"1":{}}'),
    'a text among the values': identity('["TAG-01",{}]'),
    'an array among the values': identity('[[],{}]'),
    'null among the values': identity('[null,{}]'),
    'one value for two records': identity('[{"product":"TAG-01"}]'),
    'three values for two records': identity('[{},{},{}]'),
    'nesting of 33': identity(`[${JSON.stringify({ a: nested(32) })},{}]`),
    'a named section without any value': { bodies: { quantity: '[{},{}]' } },
  }),
  ...unreadable(25, 'SECTION_ROOT', {
    'another value than the root': identity('[{"product":"TAG-01"},{"product":"TAG-03"}]'),
    'two records exchanged': identity('[{"product":"TAG-02"},{"product":"TAG-01"}]'),
  }),
];
