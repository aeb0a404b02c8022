// SPDX-License-Identifier: Apache-2.0
import type { Section } from '../words.js';
import common from './common.json';
import forecast from './forecast.json';
import grant from './grant.json';
import inventory from './inventory.json';
import key from './key.json';
import type { KindSchema, PropertySchema } from './kind-schema.js';
import profile from './profile.json';
import voided from './void.json';
import withdrawal from './withdrawal.json';

/** A kind's own file: everything but what all kinds share. */
type OwnSchema = Omit<KindSchema, ''>;

/** Kinds that enterprises publish. */
export const recordKinds = ['inventory', 'forecast'] as const;

/** Kinds by which gateways talk to each other; people read of them in the documentation only. */
export const systemKinds = ['profile', 'key', 'grant', 'withdrawal', 'void'] as const;

/** Name of a kind of record. */
export type KindName = (typeof recordKinds)[number] | (typeof systemKinds)[number];

const reserved = common.properties as unknown as Readonly<Record<string, PropertySchema>>;
const evidence = common.evidence as unknown as Readonly<Record<string, PropertySchema>>;

/** Who corrects says why, and a reason belongs to a correction. */
const correction = { corrects: ['reason'], reason: ['corrects'] };

const schemas: Readonly<Record<KindName, KindSchema>> = {
  inventory: complete(inventory as unknown as OwnSchema, evidence),
  forecast: complete(forecast as unknown as OwnSchema, evidence),
  profile: complete(profile as unknown as OwnSchema),
  key: complete(key as unknown as OwnSchema),
  grant: complete(grant as unknown as OwnSchema),
  withdrawal: complete(withdrawal as unknown as OwnSchema),
  void: complete(voided as unknown as OwnSchema),
};

/** The self-contained schemas of all kinds, in their newest major version. */
export const kindSchemas: readonly KindSchema[] = Object.values(schemas);

/** The schema of a kind, or `undefined` when there is no kind of this name. */
export function kindSchema(name: string): KindSchema | undefined {
  return isKindName(name) ? schemas[name] : undefined;
}

/** Whether there is a kind of this name. */
export function isKindName(name: string): name is KindName {
  return Object.hasOwn(schemas, name);
}

/** The section in which a property of this kind stands, or `undefined` when the kind has no such property. */
export function section(kind: KindSchema, property: string): Section | undefined {
  return Object.hasOwn(kind.properties, property) ? kind.properties[property]?.['x-section'] : undefined;
}

/** Name and major version of a kind, as its `$id` states them. */
export function kindId({ $id }: KindSchema): { readonly name: string; readonly major: number } {
  const [name = '', major] = $id.split(':').slice(3);
  return { name, major: Number(major) };
}

/**
 * Adds what every kind shares: definitions, the reserved members of identity and, where there is evidence,
 * its documents. A kind that declares a reserved member itself gives it a meaning of its own.
 */
function complete(own: OwnSchema, shared: Readonly<Record<string, PropertySchema>> = {}): KindSchema {
  const properties = { ...own.properties, ...shared, ...reserved, ...own.properties };
  const ownsReserved = Object.keys(reserved).some((name) => Object.hasOwn(own.properties, name));
  return {
    ...own,
    properties,
    ...(ownsReserved ? {} : { dependentRequired: correction }),
    $defs: common.$defs,
  };
}
