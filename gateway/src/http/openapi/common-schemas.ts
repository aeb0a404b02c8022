// SPDX-License-Identifier: Apache-2.0
import { sections, type JsonObject } from '@chainshare/chaincode/model';
import { ERROR_CODES } from '../../error-codes.js';
import { FAULTS_MAX } from '../../limits.js';
import { closed, listOf, natural, open, orNull, ref, text, word } from './schema.js';

const withheldReasons = [
  'policy',
  'not-relayed',
  'not-received',
  'expired',
  'revoked',
  'purged',
  'missing',
  'unverifiable',
];

/** Members that every reading answer has beside its data. */
export const basis: Readonly<Record<string, JsonObject>> = {
  asOfBlock: natural('The newest block that the answer takes into account.'),
  pending: natural('Publications that are known from the ledger and not yet pulled.'),
  withheld: listOf(ref('Withheld')),
};

/** A reading answer about one thing. */
export function one(data: JsonObject): JsonObject {
  return closed({ data, ...basis });
}

/** One page of a list. */
export function page(item: JsonObject): JsonObject {
  return closed({
    data: listOf(item),
    ...basis,
    next: orNull(text('Cursor of the next page; null on the last.')),
  });
}

/** What every part of the surface uses. */
export const commonSchemas: Readonly<Record<string, JsonObject>> = {
  Section: { ...word(...sections), description: 'One of the four parts of a record.' },
  WithheldReason: { ...word(...withheldReasons), description: 'Why something that exists is not shown.' },
  Withheld: {
    ...closed({
      reason: ref('WithheldReason'),
      scope: { anyOf: [ref('Section'), { const: 'publication' }] },
      count: natural('How many, as far as the reader may know.'),
    }),
    description: 'What an answer leaves out. Records that were never granted are not counted.',
  },
  Fault: {
    ...closed({
      'row?': natural('JSON and NDJSON: position from 1; a sheet: its line, the header being 1.'),
      'column?': text('Column of a sheet as its header names it.'),
      pointer: text('RFC 6901 within the body; /query/… and /header/… for what stands there.'),
      code: text('What programs read.'),
      message: text('What people read.'),
      'near?': listOf(text('For an unknown column: one of the kind that is like it.')),
      'mapping?': text('For an unknown column: the address at which its meaning can be kept.'),
      'fix?': {
        ...closed({ kind: word('product', 'location'), record: open('Its values.') }),
        description: 'For an unknown code: a record that makes it known, to be published as it is.',
      },
    }),
    description: 'One fault of the input, at its place.',
  },
  Problem: {
    ...closed({
      type: { type: 'string', format: 'uri', description: 'Page that explains the code.' },
      title: text('The same for every problem of this status.'),
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: text('In Chinese or English, as Accept-Language asks.'),
      code: word(...Object.keys(ERROR_CODES)),
      'errors?': { ...listOf(ref('Fault')), maxItems: FAULTS_MAX },
      'errorCount?': natural(`How many faults there are; errors lists the first ${FAULTS_MAX}.`),
      requestId: text('The same as X-Request-Id.'),
      'transactionId?': text('The ledger transaction that failed.'),
      retryable: { type: 'boolean', description: 'Whether the same request may succeed later unchanged.' },
    }),
    description: 'A refusal (RFC 9457). The code never changes its meaning.',
  },
};
