// SPDX-License-Identifier: Apache-2.0
import { parseCanonical } from '../canonical.js';
import { LedgerError } from '../errors.js';
import { glnFault } from '../identifiers/gln.js';
import type { IdentifierFault } from '../identifiers/identifier-fault.js';
import { leiFault } from '../identifiers/lei.js';
import { usccFault } from '../identifiers/uscc.js';
import { parseDate } from '../instant.js';
import type { JsonObject, JsonValue } from '../json.js';
import { membersMax } from '../limits.js';
import { arrayOf, invalid, objectOf, textOf, wordOf } from '../shape.js';
import { isMspId, roles, type Role } from '../words.js';

/** What an enterprise is called; at least one of the two. */
export interface Names {
  readonly zh?: string;
  readonly en?: string;
}

/** What a body may certify or test, as its accreditor and the members confirmed. */
export interface Accreditation {
  /** code of the scheme, for instance `organic` */
  readonly scheme: string;
  /** number of the accreditation at the accreditor */
  readonly number?: string;
  /** last day on which it holds, `YYYY-MM-DD` */
  readonly until?: string;
}

/** What the members admit of an enterprise: whatever decides access or names it beyond doubt. */
export interface Admission {
  /** MSP ID, never reused */
  readonly id: string;
  readonly names: Names;
  readonly roles: readonly Role[];
  /** unified social credit code; an enterprise outside mainland China has an LEI instead */
  readonly uscc?: string;
  readonly lei?: string;
  readonly gln?: string;
  /** GS1 company prefixes whose numbers it may assign */
  readonly prefixes: readonly string[];
  readonly accreditations: readonly Accreditation[];
}

/** An entry of the register `members`. */
export interface Member extends Admission {
  readonly status: 'active' | 'left';
  /** when it was admitted, by the clock of the deciding transaction, in UTC */
  readonly since: string;
  /** when it left, likewise */
  readonly until?: string;
}

const admissionMembers = {
  id: 'required',
  names: 'required',
  roles: 'required',
  uscc: 'optional',
  lei: 'optional',
  gln: 'optional',
  prefixes: 'required',
  accreditations: 'required',
} as const;

/** Longest name, in characters: registered names of enterprises stay below 100. */
const nameCharsMax = 200;
const prefixesMax = 20;
const accreditationsMax = 50;

/** GS1 General Specifications, section 1.4.2: a company prefix has 4 to 12 digits. */
const prefixForm = /^\d{4,12}$/;

/**
 * Reads what is to be admitted of an enterprise and checks its form, check digits included.
 *
 * @throws {@link LedgerError} INVALID_REQUEST or INVALID_IDENTIFIER, with the place
 */
export function readAdmission(value: JsonValue | undefined, at: string): Admission {
  const entry = objectOf(value, admissionMembers, at);
  const id = readMspId(entry['id'], `${at}/id`);
  readNames(entry['names'], `${at}/names`);
  readRoles(entry['roles'], `${at}/roles`);
  readNumbers(entry, at);
  arrayOf(entry['prefixes'], [0, prefixesMax], `${at}/prefixes`, (prefix, place) => {
    if (typeof prefix !== 'string' || !prefixForm.test(prefix))
      throw invalid('this is not a GS1 prefix', place);
    return prefix;
  });
  readAccreditations(entry['accreditations'], `${at}/accreditations`);
  return { ...entry, id } as unknown as Admission;
}

/**
 * Reads the list of first members, ascending by id so that equal lists are equal texts.
 *
 * @param text - canonical JSON array
 * @throws {@link LedgerError} NOT_CANONICAL, INVALID_REQUEST or INVALID_IDENTIFIER
 */
export function parseFoundingList(text: string): readonly Admission[] {
  const list = arrayOf(parseCanonical(text), [1, membersMax], '', readAdmission);
  list.forEach(({ id }, i) => {
    const before = list[i - 1];
    if (before !== undefined && before.id >= id) throw invalid('members must ascend by id', `/${i}/id`);
  });
  return list;
}

/** Reads an MSP ID. @throws {@link LedgerError} INVALID_REQUEST */
export function readMspId(value: JsonValue | undefined, at: string): string {
  if (typeof value !== 'string' || !isMspId(value)) throw invalid('this is not an MSP ID', at);
  return value;
}

/** Reads a list of roles. @throws {@link LedgerError} INVALID_REQUEST */
export function readRoles(value: JsonValue | undefined, at: string): readonly Role[] {
  return arrayOf(value, [1, roles.length], at, (role, place) => wordOf(role, roles, place));
}

/** Reads a list of accreditations. @throws {@link LedgerError} INVALID_REQUEST or NOT_INSTANT */
export function readAccreditations(value: JsonValue | undefined, at: string): readonly Accreditation[] {
  return arrayOf(value, [0, accreditationsMax], at, (item, place) => {
    const entry = objectOf(item, { scheme: 'required', number: 'optional', until: 'optional' }, place);
    textOf(entry['scheme'], nameCharsMax, `${place}/scheme`);
    if (entry['number'] !== undefined) textOf(entry['number'], nameCharsMax, `${place}/number`);
    if (entry['until'] !== undefined) parseDate(textOf(entry['until'], nameCharsMax, `${place}/until`));
    return entry as unknown as Accreditation;
  });
}

function readNames(value: JsonValue | undefined, at: string): void {
  const names = objectOf(value, { zh: 'optional', en: 'optional' }, at);
  const given = Object.keys(names);
  if (given.length === 0) throw invalid('a name in zh or en is required', at);
  for (const language of given) textOf(names[language], nameCharsMax, `${at}/${language}`);
}

function readNumbers(entry: JsonObject, at: string): void {
  if (entry['uscc'] === undefined && entry['lei'] === undefined) {
    throw invalid('a unified social credit code or an LEI is required', at);
  }
  checkNumber(entry['uscc'], usccFault, `${at}/uscc`);
  checkNumber(entry['lei'], leiFault, `${at}/lei`);
  checkNumber(entry['gln'], glnFault, `${at}/gln`);
}

function checkNumber(
  value: JsonValue | undefined,
  faultOf: (text: string) => IdentifierFault | undefined,
  at: string,
): void {
  if (value === undefined) return;
  if (typeof value !== 'string') throw invalid('this must be a string', at);
  const fault = faultOf(value);
  if (fault !== undefined) {
    throw new LedgerError('INVALID_IDENTIFIER', 'this number is not well formed', { at, ...fault });
  }
}
