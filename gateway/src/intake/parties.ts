// SPDX-License-Identifier: Apache-2.0
import {
  definitionName,
  mapTexts,
  oncePer,
  resolveSchema,
  type JsonObject,
  type JsonValue,
  type KindSchema,
  type ValueSchema,
} from '@chainshare/chaincode/model';
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
 * Puts the MSP ID in the place of every party that a record names, however deep. An id of good form that no member
 * has is kept with a warning; a bare word that is nobody is refused, because it is a typing error more often than not.
 */
export function resolveParties(values: JsonObject, kind: Kind, directory: Directory): ResolvedParties {
  if (namesActiveMembers(values, kind, directory)) return { values, faults: NONE, warnings: NONE };
  return replaceParties(values, kind, directory);
}

const NONE: readonly never[] = [];

/** Whether every party stands there as the MSP ID of an active member, as in most rows: then there is nothing to do. */
function namesActiveMembers(values: JsonObject, kind: Kind, directory: Directory): boolean {
  for (const { field, isParty } of holdersOf(kind.marks)) {
    const value = values[field];
    if (value === undefined) continue;
    if (!isParty || typeof value !== 'string' || directory.member(value)?.status !== 'active') return false;
  }
  return true;
}

function replaceParties(values: JsonObject, kind: Kind, directory: Directory): ResolvedParties {
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const resolve = (name: string, pointer: string): string => {
    const party = directory.party(name);
    if (party.is === 'unknown') {
      faults.push({ pointer, code: 'UNKNOWN_PARTY', message: `no member is known as ${name}` });
      return name;
    }
    if (party.is === 'outsider' || directory.member(party.id)?.status !== 'active') {
      const message = `${name} is no active member and receives nothing`;
      warnings.push({ pointer, code: 'NOT_A_MEMBER', message });
    }
    return party.id;
  };
  const resolved: Record<string, JsonValue> = {};
  for (const { field, schema } of holdersOf(kind.marks)) {
    const value = values[field];
    if (value === undefined) continue;
    resolved[field] = mapTexts(kind.marks, schema, value, ({ pointer, text, definition }) =>
      definition === 'party' ? resolve(text, `/${field}${pointer}`) : text,
    );
  }
  return { values: { ...values, ...resolved }, faults, warnings };
}

/** A field that holds a party, or values with parties in them. */
interface Holder {
  readonly field: string;
  readonly schema: ValueSchema;
  readonly isParty: boolean;
}

/** Most kinds have few. */
const holdersOf = oncePer((marks: KindSchema): readonly Holder[] =>
  Object.entries(marks.properties)
    .filter(([, schema]) => holdsParty(marks, schema))
    .map(([field, schema]) => ({ field, schema, isParty: definitionName(schema) === 'party' })),
);

function holdsParty(marks: KindSchema, schema: ValueSchema): boolean {
  if (definitionName(schema) === 'party') return true;
  const { items, properties = {} } = resolveSchema(marks, schema);
  if (items !== undefined && holdsParty(marks, items)) return true;
  return Object.values(properties).some((member) => holdsParty(marks, member));
}
