// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from './errors.js';
import type { JsonObject, JsonValue } from './json.js';
import { nestingMax } from './limits.js';

const loneSurrogate = /\p{Surrogate}/u;

/** With what `JSON.stringify` begins half a character; other characters and texts are written so as well. */
const surrogateEscape = '\\ud';

/**
 * Writes a value in the one canonical form of RFC 8785 (JSON Canonicalization Scheme).
 *
 * Only what JSON can say is accepted: what `JSON.stringify` would drop, round or rewrite silently
 * (undefined, bigint, dates, maps, infinities, holes, lone surrogates) is refused.
 *
 * @throws {@link LedgerError} NOT_JSON with the place as a JSON pointer, also when nested over 32 deep
 */
export function canonical(value: JsonValue): string {
  // Most values come with their members in order, as the kinds keep them, and ECMAScript writes those as RFC 8785 does.
  const text = isInOrder(value, 0) ? JSON.stringify(value) : undefined;
  return text === undefined || text.includes(surrogateEscape) ? write(value, []) : text;
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

/** Whether a value is JSON, and the members of all its objects stand in the order of the canonical form. */
function isInOrder(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return value === null || (depth < nestingMax && isNestedInOrder(value, depth + 1));
    default:
      return false;
  }
}

function isNestedInOrder(value: object, depth: number): boolean {
  return Array.isArray(value) ? itemsAreInOrder(value, depth) : membersAreInOrder(value, depth);
}

function itemsAreInOrder(items: readonly unknown[], depth: number): boolean {
  // Not `every`, which passes over holes.
  for (const item of items) if (!isInOrder(item, depth)) return false;
  return true;
}

function membersAreInOrder(value: object, depth: number): boolean {
  if (!isPlain(value)) return false;
  let before = '';
  // Plain objects inherit nothing that could be listed here.
  for (const name in value) {
    if (name < before || !isInOrder((value as JsonObject)[name], depth)) return false;
    before = name;
  }
  return true;
}

/** Names and indexes from the outermost value to the one that is being written; read only for an error. */
type Path = (string | number)[];

function write(value: unknown, path: Path): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, path);
    case 'number':
      if (!Number.isFinite(value)) throw notJson(path, 'a number must be finite');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : writeNested(value, path);
    default:
      throw notJson(path, `${typeof value} is not a JSON value`);
  }
}

function writeString(text: string, path: Path): string {
  const written = JSON.stringify(text);
  // Half a character would have been escaped, so where nothing was there is none; looking for it costs more.
  if (written.length === text.length + 2) return written;
  if (loneSurrogate.test(text)) throw notJson(path, 'a string must not hold a lone surrogate');
  return written;
}

function writeNested(value: object, path: Path): string {
  if (path.length >= nestingMax) throw notJson(path, `a value must not nest deeper than ${nestingMax}`);
  return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path);
}

function writeArray(items: readonly unknown[], path: Path): string {
  const parts: string[] = [];
  for (let i = 0; i < items.length; i++) {
    path.push(i);
    parts.push(write(items[i], path));
    path.pop();
  }
  return `[${parts.join(',')}]`;
}

/** Members stand in the order of their UTF-16 code units (RFC 8785 section 3.2.3), as `sort` orders them. */
function writeObject(value: object, path: Path): string {
  if (!isPlain(value)) throw notJson(path, 'only plain objects are JSON');
  const members = value as JsonObject;
  const parts: string[] = [];
  for (const name of Object.keys(members).sort()) {
    path.push(name);
    parts.push(`${writeString(name, path)}:${write(members[name], path)}`);
    path.pop();
  }
  return `{${parts.join(',')}}`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The place as a JSON pointer (RFC 6901 section 3). */
function notJson(path: Path, sentence: string): LedgerError {
  const steps = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return new LedgerError('NOT_JSON', sentence, { at: steps.join('') });
}
