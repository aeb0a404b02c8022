// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';
import type { Directory } from '../policy/directory.js';

/** A record whose parties are MSP IDs where the network knows them. */
export interface ResolvedParties {
  readonly values: JsonObject;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/**
 * Puts the MSP ID in the place of every party that a record names. An id of good form that no member has is kept
 * with a warning; a bare word that is nobody is refused, because it is a typing error more often than not.
 */
export function resolveParties(values: JsonObject, kind: Kind, directory: Directory): ResolvedParties {
  const resolved: Record<string, JsonValue> = { ...values };
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const resolve = (name: string, pointer: string): string => {
    const party = directory.party(name);
    if (party.is === 'unknown') {
      faults.push({ pointer, code: 'UNKNOWN_PARTY', message: `no member is known as ${name}` });
      return name;
    }
    if (party.is === 'outsider' || directory.member(party.id)?.status !== 'active') {
      warnings.push({
        pointer,
        code: 'NOT_A_MEMBER',
        message: `${name} is no active member and receives nothing`,
      });
    }
    return party.id;
  };
  for (const field of kind.partyFields) {
    const value = values[field];
    if (typeof value === 'string') resolved[field] = resolve(value, `/${field}`);
    if (Array.isArray(value)) {
      resolved[field] = (value as readonly string[]).map((name, i) => resolve(name, `/${field}/${i}`));
    }
  }
  return { values: resolved, faults, warnings };
}
