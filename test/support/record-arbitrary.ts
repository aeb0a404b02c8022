// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  definitionName,
  resolveSchema,
  type JsonObject,
  type KindSchema,
  type ValueSchema,
} from '@chainshare/chaincode/model';
import { date, schemaArbitrary, timestamp } from './schema-arbitrary.js';

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), fc.stringMatching(/^\d{0,12}$/))
  .map(([minus, whole, rest]) => `${minus ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`);

/** Characters that sheets treat in their own way, among ordinary ones. */
const awkward = fc.constantFrom(
  ...[
    '=',
    '+',
    '-',
    '@',
    "'",
    ';',
    '\\',
    ',',
    '"',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '[',
    '{',
    '<',
    '&',
    '%',
    '$',
    '_x000D_',
    '0',
    '1',
    'a',
    '锂',
    '𠮷',
    '；',
    '\u0001',
    '1e3',
    '2026-11-23',
    'true',
  ],
);
const text = (charsMax: number) =>
  fc
    .array(awkward, { minLength: 1, maxLength: 12 })
    .map((pieces) => pieces.join('').trim().slice(0, charsMax).trim())
    .filter((value) => value !== '');
const code = text(80).filter((value) => !/\p{Cc}/u.test(value));

/** The texts of each shared definition, as wild as it allows. */
const DEFINITIONS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  dec: decimal,
  date,
  timestamp,
  when: fc.oneof(date, timestamp),
  duration: fc.constantFrom('P1D', 'P30D', 'PT15M'),
  code,
  text: text(1_000),
  term: code.map((value) => value.replace(/\s/gu, '') || 'x'),
  json: fc.json({ maxDepth: 1 }).map((value) => `[${value}]`),
  uri: code.map((value) => `urn:x:${value.replace(/\s/gu, '')}y`),
  party: code.map((value) => value.replace(/\s/gu, '') || 'x'),
  ref: fc.tuple(hex(64), fc.integer({ min: 0, max: 99_999 })).map(([id, n]) => `${id}.${n}`),
  publication: hex(64),
  sha256: hex(64),
  uuid: fc.uuid(),
  country: fc.constantFrom('CN', 'DE'),
  casNo: fc.constantFrom('7440-44-0', '50-00-0'),
  percent: fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.stringMatching(/^\d{0,12}$/))
    .map(([a, b]) => (b === '' ? `${a}` : `${a}.${b}`)),
  pactDecimal: fc.stringMatching(/^[+-]?\d{1,30}\.\d{1,30}$/),
  pactPositive: fc.stringMatching(/^\+?[1-9]\d{0,29}$/),
  pactNotNegative: fc.stringMatching(/^\+?\d{1,30}(\.\d{1,30})?$/),
  pactNotPositive: fc.stringMatching(/^-\d{1,30}$/),
};

/** Values that the schema of a kind accepts, as far as a table is concerned: rules across fields are not kept. */
export function recordArbitrary(marks: KindSchema): fc.Arbitrary<JsonObject> {
  return schemaArbitrary(marks, {
    resolve: (schema) => resolveSchema(marks, schema as ValueSchema),
    special: (schema) => DEFINITIONS[definitionName(schema as ValueSchema) ?? ''],
    text: code,
  }) as fc.Arbitrary<JsonObject>;
}
