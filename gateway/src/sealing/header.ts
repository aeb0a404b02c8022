// SPDX-License-Identifier: Apache-2.0
import {
  audiences,
  directions,
  recordsPerPublicationMax,
  sections,
  type Audience,
  type Direction,
  type JsonObject,
  type JsonValue,
  type Section,
} from '@chainshare/chaincode/model';
import { KIND_CHARS_MAX, ONWARD_ROLES_MAX, ROLE_CHARS_MAX, SCHEMA_MAX, UNIX_SECONDS_MAX } from './limits.js';

/** Permission to pass records on along the chain. */
export interface Onward {
  readonly direction: Direction;
  /** To whom: strictly ascending, at least one. */
  readonly roles: readonly string[];
  /** Unix seconds; null: without end. */
  readonly until: number | null;
}

/** What a publication is, as its readers alone can see it (docs/format.md, chapter 5). */
export interface Header {
  readonly format: 1;
  readonly kind: string;
  /** Version of the kind's schema. */
  readonly schema: number;
  /** Number of records. */
  readonly n: number;
  /** Sections that hold anything; always identity first. */
  readonly sections: readonly Section[];
  /** null: not to be passed on. */
  readonly onward: Onward | null;
  readonly audience: Audience;
}

const members = ['audience', 'format', 'kind', 'n', 'onward', 'schema', 'sections'];
const onwardMembers = ['direction', 'roles', 'until'];

const kindForm = new RegExp(`^[a-z0-9][a-z0-9.-]{0,${KIND_CHARS_MAX - 1}}$`);
const roleForm = new RegExp(`^[a-z-]{1,${ROLE_CHARS_MAX}}$`);

/**
 * Finds what makes a value no header.
 *
 * @returns a sentence about the first fault, or `undefined` when the value is a {@link Header}
 */
export function headerFault(value: JsonValue): string | undefined {
  if (!hasExactly(value, members)) return 'a header has seven members and no other';
  const { format, kind, schema, n, sections: names, onward, audience } = value;
  if (format !== 1) return 'the header must be of format 1';
  if (!isKind(kind)) return 'the kind is not a word that names one';
  if (!isIntegerUpTo(SCHEMA_MAX, schema)) return 'the version of the schema is out of range';
  if (!isIntegerUpTo(recordsPerPublicationMax, n)) return 'the number of records is out of range';
  if (!areSections(names)) return 'sections stand in their order, identity first';
  if (!includes(audiences, audience)) return 'the audience is not known';
  return isOnward(onward) ? undefined : 'the permission to pass on has another form';
}

function isKind(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && kindForm.test(value);
}

function areSections(value: JsonValue | undefined): boolean {
  if (!Array.isArray(value) || value[0] !== 'identity') return false;
  const inOrder = sections.filter((section) => value.includes(section));
  return inOrder.length === value.length && inOrder.every((section, i) => section === value[i]);
}

function isOnward(value: JsonValue | undefined): boolean {
  if (value === null) return true;
  if (!hasExactly(value, onwardMembers)) return false;
  const { direction, roles, until } = value;
  return (
    includes(directions, direction) &&
    areRoles(roles) &&
    (until === null || isIntegerUpTo(UNIX_SECONDS_MAX, until))
  );
}

function areRoles(value: JsonValue | undefined): boolean {
  if (!Array.isArray(value) || value.length < 1 || value.length > ONWARD_ROLES_MAX) return false;
  const roles: readonly JsonValue[] = value;
  return roles.every((role, i) => {
    const before = roles[i - 1];
    return typeof role === 'string' && roleForm.test(role) && (typeof before !== 'string' || before < role);
  });
}

function hasExactly(value: JsonValue | undefined, names: readonly string[]): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
}

function isIntegerUpTo(greatest: number, value: JsonValue | undefined): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= greatest;
}

function includes(words: readonly string[], value: JsonValue | undefined): boolean {
  return typeof value === 'string' && words.includes(value);
}
