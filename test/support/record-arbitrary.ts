// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  definitionName,
  resolveSchema,
  type JsonObject,
  type JsonValue,
  type KindSchema,
  type ValueSchema,
} from '@chainshare/chaincode/model';

/** What of a schema arbitraries need and the model has no use for. */
interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
}

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const two = (value: number) => String(value).padStart(2, '0');
const date = fc
  .tuple(
    fc.integer({ min: 1950, max: 2090 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, day]) => `${year}-${two(month)}-${two(day)}`);
const timestamp = fc
  .tuple(
    date,
    fc.integer({ min: 0, max: 86_399 }),
    fc.constantFrom('', '.5', '.123456789'),
    fc.constantFrom('Z', '+08:00', '-03:30'),
  )
  .map(
    ([day, s, fraction, zone]) =>
      `${day}T${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}${fraction}${zone}`,
  );
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
  return objectOf(marks, marks);
}

function valueOf(marks: KindSchema, schema: ValueSchema): fc.Arbitrary<JsonValue> {
  const named = DEFINITIONS[definitionName(schema) ?? ''];
  if (named !== undefined) return named;
  const resolved: ValueSchema & Bounds = resolveSchema(marks, schema);
  if (resolved.type === 'object') return objectOf(marks, resolved);
  return resolved.type === 'array' ? listOf(marks, resolved) : scalarOf(resolved);
}

function scalarOf({ enum: words, type, pattern, minimum = -1_000, maximum = 1_000 }: ValueSchema & Bounds) {
  if (words !== undefined) return fc.constantFrom(...words);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return fc.integer({ min: minimum, max: maximum });
  return pattern === undefined ? code : fc.stringMatching(new RegExp(pattern));
}

function listOf(
  marks: KindSchema,
  { items = {}, minItems = 0, maxItems = 4, uniqueItems }: ValueSchema & Bounds,
) {
  const lengths = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) };
  const item = valueOf(marks, items);
  return uniqueItems === true
    ? fc.uniqueArray(item, { ...lengths, selector: (value) => JSON.stringify(value) })
    : fc.array(item, lengths);
}

function objectOf(
  marks: KindSchema,
  { properties = {}, required = [], minProperties }: ValueSchema & Bounds,
) {
  const members = Object.entries(properties).map(([name, member]) => [name, valueOf(marks, member)] as const);
  return fc
    .record(Object.fromEntries(members), { requiredKeys: [...required] })
    .filter((value) => Object.keys(value).length >= (minProperties ?? 0)) as fc.Arbitrary<JsonObject>;
}
