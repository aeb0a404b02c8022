// SPDX-License-Identifier: Apache-2.0
import { fromBase64url } from './base64url.js';
import type { Json, JsonObject } from './canonical-json.js';
import { assertVerified } from './verification-error.js';

/**
 * An object.
 *
 * @throws VerificationError `MALFORMED`, as all functions here; `what` names the value in the message.
 */
export function asObject(value: Json | undefined, what: string): JsonObject {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  assertVerified(isObject, 'MALFORMED', `${what} is not an object`);
  return value as JsonObject;
}

/** An object with all of `required`, perhaps some of `optional`, and no other member. */
export function asExactObject(
  value: Json | undefined,
  required: readonly string[],
  optional: readonly string[],
  what: string,
): JsonObject {
  const object = asObject(value, what);
  const missing = required.filter((name) => !Object.hasOwn(object, name));
  assertVerified(missing.length === 0, 'MALFORMED', `${what} lacks ${missing.join(', ')}`);
  const foreign = Object.keys(object).filter((name) => !required.includes(name) && !optional.includes(name));
  assertVerified(foreign.length === 0, 'MALFORMED', `${what} has unknown members: ${foreign.join(', ')}`);
  return object;
}

/** An array. */
export function asArray(value: Json | undefined, what: string): readonly Json[] {
  assertVerified(Array.isArray(value), 'MALFORMED', `${what} is not an array`);
  return value as readonly Json[];
}

/** A string. */
export function asString(value: Json | undefined, what: string): string {
  assertVerified(typeof value === 'string', 'MALFORMED', `${what} is not a string`);
  return value;
}

/** An integer from `min` to `max`. */
export function asInteger(value: Json | undefined, min: number, max: number, what: string): number {
  const fits = typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
  assertVerified(fits, 'MALFORMED', `${what} is not an integer from ${min} to ${max}`);
  return value;
}

/** Bytes in base64url; of exactly `length` bytes when that is given. */
export function asBytes(value: Json | undefined, what: string, length?: number): Uint8Array {
  const bytes = fromBase64url(asString(value, what), what);
  const fits = length === undefined || bytes.length === length;
  assertVerified(fits, 'MALFORMED', `${what} does not have ${length ?? 0} bytes`);
  return bytes;
}
