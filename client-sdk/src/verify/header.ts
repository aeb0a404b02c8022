// SPDX-License-Identifier: Apache-2.0
import { canonicalText, type Json } from './canonical-json.js';
import { utf8 } from './bytes.js';
import { asArray, asExactObject, asInteger, asString } from './json-form.js';
import { HEADER_BYTES_MAX, ONWARD_ROLES_MAX, RECORDS_MAX, SCHEMA_MAX } from './limits.js';
import { assertVerified } from './verification-error.js';

/** The four parts of a record, in their order. */
export const SECTIONS = ['identity', 'quantity', 'commercial', 'evidence'] as const;

const KIND = /^[a-z0-9][a-z0-9.-]{0,63}$/;
const ROLE = /^[a-z-]{1,32}$/;

/** One of the four parts of a record. */
export type Section = (typeof SECTIONS)[number];

/** What a publisher lets a reader do with a record: pass it on along the chain, or not. */
export interface Onward {
  readonly direction: 'downstream' | 'upstream';
  readonly roles: readonly string[];
  /** Unix seconds, or null for ever. */
  readonly until: number | null;
}

/** What the publisher said of a publication as a whole (format 5). */
export interface Header {
  readonly kind: string;
  /** Major version of the kind's schema. */
  readonly schema: number;
  /** Records of the publication. */
  readonly count: number;
  /** Sections that hold any value. */
  readonly sections: readonly Section[];
  readonly onward: Onward | null;
  readonly audience: 'granted' | 'network' | 'public';
  /** The canonical text in UTF-8. */
  readonly bytes: Uint8Array;
}

/**
 * Reads a header and checks every rule of its form.
 *
 * @throws VerificationError `MALFORMED`
 */
export function parseHeader(value: Json | undefined): Header {
  const names = ['format', 'kind', 'schema', 'n', 'sections', 'onward', 'audience'];
  const object = asExactObject(value, names, [], 'the header');
  assertVerified(object['format'] === 1, 'UNSUPPORTED', 'header.format is not 1');
  const kind = asString(object['kind'], 'header.kind');
  assertVerified(KIND.test(kind), 'MALFORMED', 'header.kind is not the name of a kind');
  const bytes = utf8(canonicalText(object, 'the header'));
  assertVerified(bytes.length <= HEADER_BYTES_MAX, 'MALFORMED', 'the header is too long');
  return {
    kind,
    schema: asInteger(object['schema'], 1, SCHEMA_MAX, 'header.schema'),
    count: asInteger(object['n'], 1, RECORDS_MAX, 'header.n'),
    sections: asSections(asArray(object['sections'], 'header.sections')),
    onward: object['onward'] === null ? null : asOnward(object['onward']),
    audience: asWord(object['audience'], ['granted', 'network', 'public'], 'header.audience'),
    bytes,
  };
}

function asSections(list: readonly Json[]): readonly Section[] {
  const sections = SECTIONS.filter((section) => list.includes(section));
  const inOrder =
    sections.length === list.length && sections.every((section, index) => section === list[index]);
  const valid = inOrder && sections[0] === 'identity';
  assertVerified(valid, 'MALFORMED', 'header.sections does not name sections in their order, identity first');
  return sections;
}

function asOnward(value: Json | undefined): Onward {
  const object = asExactObject(value, ['direction', 'roles', 'until'], [], 'header.onward');
  const roles = asArray(object['roles'], 'header.onward.roles').map((role) => asString(role, 'a role'));
  const ascending = roles.every((role, index) => ROLE.test(role) && (roles[index - 1] ?? '') < role);
  const valid = ascending && roles.length >= 1 && roles.length <= ONWARD_ROLES_MAX;
  assertVerified(valid, 'MALFORMED', 'header.onward.roles is not an ascending list of roles');
  const until = object['until'];
  return {
    direction: asWord(object['direction'], ['downstream', 'upstream'], 'header.onward.direction'),
    roles,
    until: until === null ? null : asInteger(until, 1, Number.MAX_SAFE_INTEGER, 'header.onward.until'),
  };
}

function asWord<const W extends string>(value: Json | undefined, words: readonly W[], what: string): W {
  const word = words.find((candidate) => candidate === value);
  assertVerified(word !== undefined, 'MALFORMED', `${what} is none of: ${words.join(', ')}`);
  return word;
}
