// SPDX-License-Identifier: Apache-2.0
import { canonical, isJsonObject, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';

/** The JSON Merge Patch (RFC 7396) that makes one object of another; it cannot say a null. */
export function patchBetween(from: JsonObject, to: JsonObject): JsonObject {
  const patch: Record<string, JsonValue> = {};
  for (const name of Object.keys(from)) if (!Object.hasOwn(to, name)) patch[name] = null;
  for (const [name, value] of Object.entries(to)) {
    const old = Object.hasOwn(from, name) ? from[name] : undefined;
    if (isJsonObject(old) && isJsonObject(value)) {
      const inner = patchBetween(old, value);
      if (Object.keys(inner).length > 0) patch[name] = inner;
    } else if (old === undefined || canonical(old) !== canonical(value)) patch[name] = value;
  }
  return patch;
}

/** Applies a JSON Merge Patch (RFC 7396, section 2). */
export function patched(value: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const members = new Map(value !== undefined && isJsonObject(value) ? Object.entries(value) : []);
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) members.delete(name);
    else members.set(name, patched(members.get(name), change));
  }
  return Object.fromEntries(members);
}
