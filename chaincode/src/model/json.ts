// SPDX-License-Identifier: Apache-2.0

/** A value that JSON (RFC 8259) can write down. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;

/** A JSON array. */
export type JsonArray = readonly JsonValue[];

/** A JSON object; a member that is absent is not there, it is never `undefined`. */
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

/** Tells a JSON object from every other JSON value. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
