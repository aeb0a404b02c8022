// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from './errors.js';
import type { JsonObject, JsonValue } from './json.js';
import { nestingMax } from './limits.js';

const loneSurrogate = /\p{Surrogate}/u;

/**
 * Writes a value in the one canonical form of RFC 8785 (JSON Canonicalization Scheme).
 *
 * Only what JSON can say is accepted: what `JSON.stringify` would drop, round or rewrite silently
 * (undefined, bigint, dates, maps, infinities, holes, lone surrogates) is refused.
 *
 * @throws {@link LedgerError} NOT_JSON with the place as a JSON pointer, also when nested over 32 deep
 */
export function canonical(value: JsonValue): string {
  return write(value, '', 0);
}

/**
 * Reads text that is in canonical form.
 *
 * @throws {@link LedgerError} NOT_CANONICAL for any other text, also where it would be the same value
 */
export function parseCanonical(text: string): JsonValue {
  const value = parseJson(text);
  if (canonical(value) !== text) {
    throw new LedgerError('NOT_CANONICAL', 'the text is JSON, but not in the canonical form of RFC 8785');
  }
  return value;
}

/**
 * Reads text that is JSON in any form.
 *
 * @throws {@link LedgerError} NOT_CANONICAL when it is not JSON at all
 */
export function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new LedgerError('NOT_CANONICAL', 'the text is not JSON');
  }
}

function write(value: unknown, at: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, at);
    case 'number':
      if (!Number.isFinite(value)) throw notJson(at, 'a number must be finite');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : writeNested(value, at, depth + 1);
    default:
      throw notJson(at, `${typeof value} is not a JSON value`);
  }
}

function writeString(text: string, at: string): string {
  if (loneSurrogate.test(text)) throw notJson(at, 'a string must not hold a lone surrogate');
  return JSON.stringify(text);
}

function writeNested(value: object, at: string, depth: number): string {
  if (depth > nestingMax) throw notJson(at, `a value must not nest deeper than ${nestingMax}`);
  return Array.isArray(value) ? writeArray(value, at, depth) : writeObject(value, at, depth);
}

function writeArray(items: readonly unknown[], at: string, depth: number): string {
  const parts: string[] = [];
  for (let i = 0; i < items.length; i++) parts.push(write(items[i], `${at}/${i}`, depth));
  return `[${parts.join(',')}]`;
}

/** Members stand in the order of their UTF-16 code units (RFC 8785 section 3.2.3), as `sort` orders them. */
function writeObject(value: object, at: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notJson(at, 'only plain objects are JSON');
  const members = value as JsonObject;
  const parts: string[] = [];
  for (const name of Object.keys(members).sort()) {
    const place = `${at}/${escapePointer(name)}`;
    parts.push(`${writeString(name, place)}:${write(members[name], place, depth)}`);
  }
  return `{${parts.join(',')}}`;
}

/** RFC 6901 section 3. */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function notJson(at: string, sentence: string): LedgerError {
  return new LedgerError('NOT_JSON', sentence, { at });
}
