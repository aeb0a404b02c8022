// SPDX-License-Identifier: Apache-2.0
import type { Section } from '../words.js';
import { unitCodes } from './catalogues/units.js';
import agreement from './agreement.json';
import assessment from './assessment.json';
import certificate from './certificate.json';
import common from './common.json';
import composition from './composition.json';
import delivery from './delivery.json';
import document from './document.json';
import event from './event.json';
import footprint from './footprint.json';
import forecast from './forecast.json';
import grant from './grant.json';
import inventory from './inventory.json';
import key from './key.json';
import location from './location.json';
import measurement from './measurement.json';
import notice from './notice.json';
import order from './order.json';
import product from './product.json';
import response from './response.json';
import type { KindSchema, PropertySchema, ValueSchema } from './kind-schema.js';
import profile from './profile.json';
import voided from './void.json';
import withdrawal from './withdrawal.json';

/** A kind's own file: everything but what all kinds share. */
export type OwnSchema = Omit<KindSchema, '$defs'>;

/** Kinds that enterprises publish. */
export const recordKinds = [
  'product',
  'location',
  'composition',
  'forecast',
  'inventory',
  'order',
  'delivery',
  'event',
  'assessment',
  'certificate',
  'footprint',
  'measurement',
  'notice',
  'agreement',
  'response',
  'document',
] as const;

/** Kinds by which gateways talk to each other; people read of them in the documentation only. */
export const systemKinds = ['profile', 'key', 'grant', 'withdrawal', 'void'] as const;

/** Name of a kind of record. */
export type KindName = (typeof recordKinds)[number] | (typeof systemKinds)[number];

const reserved = common.properties as unknown as Readonly<Record<string, PropertySchema>>;
const evidence = common.evidence as unknown as Readonly<Record<string, PropertySchema>>;

/** The shared definitions; units are many and stand in a catalogue. */
const definitions = {
  ...common.$defs,
  unit: { type: 'string', enum: unitCodes },
} as Readonly<Record<string, ValueSchema>>;

/** Who corrects says why, and a reason belongs to a correction. */
const correction = { corrects: ['reason'], reason: ['corrects'] };

const schemas: Readonly<Record<KindName, KindSchema>> = {
  product: kind(product),
  location: kind(location),
  composition: kind(composition),
  forecast: kind(forecast),
  inventory: kind(inventory),
  order: kind(order),
  delivery: kind(delivery),
  event: kind(event),
  assessment: kind(assessment),
  certificate: kind(certificate),
  footprint: kind(footprint),
  measurement: kind(measurement),
  notice: kind(notice),
  agreement: kind(agreement),
  response: kind(response),
  document: kind(document),
  profile: systemKind(profile),
  key: systemKind(key),
  grant: systemKind(grant),
  withdrawal: systemKind(withdrawal),
  void: systemKind(voided),
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
export function kindId({ $id }: KindSchema): KindId {
  const known = ids.get($id);
  if (known !== undefined) return known;
  const [name = '', major] = $id.split(':').slice(3);
  const id = { name, major: Number(major) };
  ids.set($id, id);
  return id;
}

/** By `$id`, since every key of every record asks. */
const ids = new Map<string, KindId>();

/** Name and major version of a kind. */
export interface KindId {
  readonly name: string;
  readonly major: number;
}

/**
 * The whole schema of a kind that enterprises publish: its own file, and what all kinds share. That is the
 * definitions, the reserved members of identity, and documents as evidence. A kind that declares a reserved
 * member itself gives it a meaning of its own.
 */
export function newKindSchema(own: OwnSchema): KindSchema {
  return complete(own, evidence);
}

function kind(file: unknown): KindSchema {
  return newKindSchema(file as OwnSchema);
}

/** Gateways need no documents to believe each other. */
function systemKind(file: unknown): KindSchema {
  return complete(file as OwnSchema, {});
}

function complete(own: OwnSchema, shared: Readonly<Record<string, PropertySchema>>): KindSchema {
  const properties = { ...own.properties, ...shared, ...reserved, ...own.properties };
  const ownsReserved = Object.keys(reserved).some((name) => Object.hasOwn(own.properties, name));
  return {
    ...own,
    properties,
    ...(ownsReserved ? {} : { dependentRequired: { ...own.dependentRequired, ...correction } }),
    $defs: definitions,
  };
}
