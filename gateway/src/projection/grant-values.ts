// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import { isJsonObject } from '@chainshare/chaincode/model/json.js';

/**
 * What a grant says, without the keys that it gives: they open records that its reader may have no scope for, so they
 * stay in the vault. One of a schema that is not known here may hold anything in their place.
 */
export function grantValues({ keys, ...terms }: JsonObject): JsonObject {
  return Array.isArray(keys) ? { ...terms, publications: keys.flatMap(publicationIn) } : terms;
}

function publicationIn(entry: JsonValue): readonly string[] {
  const publication = isJsonObject(entry) ? entry['publication'] : undefined;
  return typeof publication === 'string' ? [publication] : [];
}
