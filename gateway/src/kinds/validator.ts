// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { isDecimal, parseDate, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { readInstant } from './instant.js';

/** Checks values and answers every fault, none when they are right. */
export type Validate = (values: JsonObject) => readonly Fault[];

/** Marks of our own beside the keywords of JSON Schema; strict mode knows no others. */
const MARKS = [
  'x-title',
  'x-help',
  'x-key',
  'x-order',
  'x-time',
  'x-default-sections',
  'x-snapshot',
  'x-inline',
  'x-section',
  'x-party',
  'x-exclusive',
  'x-subject',
  'x-code',
  'x-unit',
  'x-item-key',
];

/** Code of a fault by the keyword that was not met; every other keyword is a value out of its bounds. */
const CODES: Readonly<Record<string, string>> = {
  required: 'REQUIRED',
  dependentRequired: 'REQUIRED',
  additionalProperties: 'UNKNOWN_FIELD',
  unevaluatedProperties: 'UNKNOWN_FIELD',
  type: 'WRONG_TYPE',
  enum: 'NOT_ALLOWED',
  const: 'NOT_ALLOWED',
  pattern: 'MALFORMED',
  format: 'MALFORMED',
};

const parses = (read: (text: string) => unknown) => (text: string) => {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
};

/** Formats are our own readers, so that what validates can also be compared later. */
const FORMATS = {
  'date-time': parses(readInstant),
  timestamp: parses(readInstant),
  date: parses(parseDate),
  decimal: isDecimal,
  uri: (text: string) => /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(text),
};

const require = createRequire(import.meta.url);

/**
 * Makes the check of a JSON Schema (2020-12) with our marks. Loading the compiler takes long, and every thread
 * that knows the kinds would do so; compiling costs some milliseconds a schema. Both wait for the first use.
 */
export function newValidator(document: JsonObject): Validate {
  let check: ValidateFunction | undefined;
  return (values) => {
    check ??= compile(document);
    return check(values) ? [] : faultsOf(check.errors ?? []);
  };
}

function compile(document: JsonObject): ValidateFunction {
  const { Ajv2020, _ } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, formats: FORMATS });
  ajv.addVocabulary(MARKS);
  // As a look-up, since the compiler's own check compares one after the other, and there are two thousand units.
  ajv.removeKeyword('enum').addKeyword({
    keyword: 'enum',
    schemaType: 'array',
    compile: isIn,
    error: {
      message: 'must be one of the allowed values',
      params: ({ schemaCode }) => _`{allowedValues: ${schemaCode}}`,
    },
  });
  return ajv.compile(document);
}

/** Our schemas list scalar values only. */
function isIn(allowed: readonly JsonValue[]): (value: JsonValue) => boolean {
  const values = new Set(allowed);
  return (value) => values.has(value);
}

/** Most values that a message names; there are two thousand units. */
const NAMED_MAX = 30;

/** Conditions (`if`, `anyOf`) repeat what their branches have already said, so only the branches are listed. */
const REPEATING = new Set(['if', 'anyOf', 'oneOf', 'allOf', 'not']);

function faultsOf(errors: readonly ErrorObject[]): readonly Fault[] {
  const faults = errors.filter((error) => !REPEATING.has(error.keyword)).map(faultOf);
  return faults.length > 0 ? faults : errors.map(faultOf);
}

function faultOf(error: ErrorObject): Fault {
  const { keyword } = error;
  const member = memberOf(error);
  return {
    pointer: member === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(member)}`,
    code: CODES[keyword] ?? 'OUT_OF_RANGE',
    message: sentence(error, member),
  };
}

/** A missing or unknown member is named in the pointer itself, so that a form can mark the very field. */
function memberOf(error: ErrorObject): string | undefined {
  const params = error.params as Record<string, unknown>;
  const member = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  return typeof member === 'string' ? member : undefined;
}

function sentence(error: ErrorObject, member: string | undefined): string {
  const code = CODES[error.keyword];
  if (code === 'UNKNOWN_FIELD') return `${member ?? 'this'} is not a field of this kind`;
  if (code === 'REQUIRED') return `${member ?? 'this'} must be given`;
  const allowed: unknown = (error.params as Record<string, unknown>)['allowedValues'];
  if (Array.isArray(allowed) && allowed.length <= NAMED_MAX) return `must be one of ${allowed.join(', ')}`;
  return error.message ?? 'does not meet the schema';
}

/** Escapes one member name of a JSON pointer (RFC 6901 section 3). */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
