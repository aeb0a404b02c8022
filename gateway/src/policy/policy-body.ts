// SPDX-License-Identifier: Apache-2.0
import {
  isJsonObject,
  parseInstant,
  purposes,
  roles,
  sections,
  type JsonObject,
  type JsonValue,
} from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Catalogue } from '../kinds/catalogue.js';
import { escapePointer, newValidator } from '../kinds/validator.js';
import { POLICY_ITEMS_MAX } from '../limits.js';
import type { Directory } from './directory.js';
import { ONWARD_SCHEMA, readOnward } from './onward.js';
import { PRESET_ADDRESSEES, PRESETS, type Addressees, type Policy, type Preset } from './policy.js';

const list = (items: JsonObject): JsonObject => ({
  type: 'array',
  minItems: 1,
  maxItems: POLICY_ITEMS_MAX,
  uniqueItems: true,
  items,
});
const text = (maxLength: number): JsonObject => ({ type: 'string', minLength: 1, maxLength });
const oneOf = (words: readonly string[]): JsonObject => ({ type: 'string', enum: [...words] });
const yes: JsonObject = { type: 'boolean' };

/** JSON Schema of a policy as the API takes it: either a preset or addressees of its own. */
export const POLICY_SCHEMA: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'kinds'],
  properties: {
    name: text(80),
    preset: oneOf(PRESETS),
    kinds: list(text(64)),
    where: { type: 'object', minProperties: 1, maxProperties: 16, additionalProperties: list(text(200)) },
    exclusive: yes,
    to: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        named: yes,
        enterprises: list(text(80)),
        roles: list(oneOf(roles)),
        network: yes,
        public: yes,
      },
    },
    sections: list(oneOf(sections)),
    onward: ONWARD_SCHEMA,
    purpose: oneOf(purposes),
    validFrom: { type: 'string', format: 'date-time' },
    validUntil: { type: 'string', format: 'date-time' },
  },
};

const check = newValidator(POLICY_SCHEMA);

/**
 * Finds every fault of a policy as it was sent.
 *
 * @param directory - the members it may address
 */
export function policyFaults(body: JsonValue, catalogue: Catalogue, directory: Directory): readonly Fault[] {
  if (!isJsonObject(body)) return [{ pointer: '', code: 'WRONG_TYPE', message: 'a policy is an object' }];
  const faults = check(body);
  if (faults.length > 0) return faults;
  return [
    ...addresseeFaults(body, directory),
    ...kindFaults(body, catalogue),
    ...whereFaults(body, catalogue),
    ...periodFaults(body),
  ];
}

/** Reads a policy that has no faults. */
export function readPolicy(id: string, body: JsonObject): Policy {
  const preset = body['preset'] as Preset | undefined;
  return {
    id,
    name: body['name'] as string,
    ...(preset === undefined ? {} : { preset }),
    kinds: body['kinds'] as readonly string[],
    where: (body['where'] ?? {}) as Policy['where'],
    exclusive: body['exclusive'] === true,
    to: preset === undefined ? (body['to'] as Addressees) : PRESET_ADDRESSEES[preset],
    sections: (body['sections'] ?? []) as Policy['sections'],
    onward: isJsonObject(body['onward']) ? readOnward(body['onward']) : null,
    purpose: (body['purpose'] ?? null) as Policy['purpose'],
    validFrom: instantOrNull(body['validFrom']),
    validUntil: instantOrNull(body['validUntil']),
  };
}

/** The body with every enterprise by its MSP ID, as it is stored: an id of another register may change hands. */
export function resolveAddressees(body: JsonObject, directory: Directory): JsonObject {
  const to = body['to'];
  if (!isJsonObject(to) || to['enterprises'] === undefined) return body;
  const enterprises = (to['enterprises'] as readonly string[]).map((name) => {
    const party = directory.party(name);
    return party.is === 'member' ? party.id : name;
  });
  return { ...body, to: { ...to, enterprises: [...new Set(enterprises)] } };
}

function addresseeFaults(body: JsonObject, directory: Directory): readonly Fault[] {
  if ((body['preset'] === undefined) === (body['to'] === undefined)) {
    return [{ pointer: '', code: 'ONE_OF_BOTH', message: 'give either preset or to' }];
  }
  const to = body['to'];
  const enterprises = isJsonObject(to) ? ((to['enterprises'] ?? []) as readonly string[]) : [];
  return enterprises.flatMap((name, i) =>
    directory.party(name).is === 'member'
      ? []
      : [
          {
            pointer: `/to/enterprises/${i}`,
            code: 'UNKNOWN_PARTY',
            message: `no member is known as ${name}`,
          },
        ],
  );
}

function kindFaults(body: JsonObject, catalogue: Catalogue): readonly Fault[] {
  const known = new Set(catalogue.kinds.filter(({ system }) => !system).map(({ name }) => name));
  return (body['kinds'] as readonly string[]).flatMap((name, i) =>
    known.has(name)
      ? []
      : [{ pointer: `/kinds/${i}`, code: 'UNKNOWN_KIND', message: `there is no kind ${name}` }],
  );
}

/** A condition on a field that one of the kinds does not have would silently never hold for it. */
function whereFaults(body: JsonObject, catalogue: Catalogue): readonly Fault[] {
  const names = body['kinds'] as readonly string[];
  const kinds = catalogue.kinds.filter(({ name }) => names.includes(name));
  return Object.keys((body['where'] ?? {}) as JsonObject).flatMap((field) => {
    const lacking = kinds.find(({ marks }) => marks.properties[field]?.['x-section'] !== 'identity');
    if (lacking === undefined) return [];
    const message = `${field} is not a field of the identity of ${lacking.name}`;
    return [{ pointer: `/where/${escapePointer(field)}`, code: 'UNKNOWN_FIELD', message }];
  });
}

function periodFaults(body: JsonObject): readonly Fault[] {
  const from = instantOrNull(body['validFrom']);
  const until = instantOrNull(body['validUntil']);
  if (from === null || until === null || from < until) return [];
  return [{ pointer: '/validUntil', code: 'OUT_OF_RANGE', message: 'validUntil must be after validFrom' }];
}

function instantOrNull(value: JsonValue | undefined): bigint | null {
  return typeof value === 'string' ? parseInstant(value) : null;
}
