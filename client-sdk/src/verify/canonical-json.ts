// SPDX-License-Identifier: Apache-2.0
import canonicalize from 'canonicalize';
import { assertVerified, VerificationError } from './verification-error.js';

/** A JSON value that came from outside. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object that came from outside. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/**
 * The canonical text of a value (RFC 8785).
 *
 * @throws VerificationError `MALFORMED` for what has none, such as half of a surrogate pair.
 */
export function canonicalText(value: Json, what: string): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw new VerificationError('MALFORMED', `${what} has no canonical form`, { cause });
  }
  assertVerified(text !== undefined, 'MALFORMED', `${what} has no canonical form`);
  return text;
}

/**
 * Parses JSON that is already in its canonical form: then no byte of the text stays unchecked, since names cannot
 * occur twice, numbers have one spelling and there is no space.
 *
 * @throws VerificationError `MALFORMED`, also when nested deeper than `depthMax`.
 */
export function parseCanonical(text: string, depthMax: number, what: string): Json {
  const value = parseJson(text, depthMax, what);
  assertVerified(canonicalText(value, what) === text, 'MALFORMED', `${what} is not canonical JSON`);
  return value;
}

/**
 * Parses JSON in any spelling.
 *
 * @throws VerificationError `MALFORMED`, also when nested deeper than `depthMax`.
 */
export function parseJson(text: string, depthMax: number, what: string): Json {
  assertShallow(text, depthMax, what);
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new VerificationError('MALFORMED', `${what} is not JSON`, { cause });
  }
}

/** Depth is counted before parsing: canonicalization is recursive, and an attacker chooses how deep. */
function assertShallow(text: string, depthMax: number, what: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index];
    if (inString) {
      if (letter === '\\') index++;
      else inString = letter !== '"';
    } else if (letter === '"') inString = true;
    else if (letter === '{' || letter === '[') depth++;
    else if (letter === '}' || letter === ']') depth--;
    assertVerified(depth <= depthMax, 'MALFORMED', `${what} is nested deeper than ${depthMax}`);
  }
}
