// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isJsonObject, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { root } from '../../../project/sources.js';

/** A change to the valid sample, as a JSON Merge Patch (RFC 7396), and the fault that it brings. */
export interface InvalidSample {
  readonly what: string;
  readonly patch: JsonObject;
  readonly code: string;
  readonly pointer: string;
}

/** A record of a kind with everything in it, and what is wrong with others. */
export interface Samples {
  readonly kind: string;
  readonly publisher: string;
  /** Fields that cannot stand beside the others of the sample. */
  readonly absent?: readonly string[];
  readonly valid: JsonObject;
  readonly invalid: readonly InvalidSample[];
}

/** The samples of a kind: test/vectors/kinds. */
export function samplesOf(kind: string): Samples {
  return JSON.parse(readFileSync(path.join(root, 'test/vectors/kinds', `${kind}.json`), 'utf8')) as Samples;
}

/** Applies a JSON Merge Patch: null removes a member, objects are merged, everything else is replaced. */
export function patched(value: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const members: Record<string, JsonValue> = { ...(value !== undefined && isJsonObject(value) ? value : {}) };
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) Reflect.deleteProperty(members, name);
    else members[name] = patched(members[name], change);
  }
  return members;
}
