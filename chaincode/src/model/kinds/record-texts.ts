// SPDX-License-Identifier: Apache-2.0
import { isResidentId } from '../identifiers/resident-id.js';
import type { JsonObject, JsonValue } from '../json.js';
import { oncePer } from '../once-per.js';
import { definitionName, type KindSchema } from './kind-schema.js';
import type { RecordFault } from './record-fault.js';
import { textLeaves, type TextLeaf } from './schema-walk.js';

const ascii = /^[ -~]*$/;

/** Eighteen characters that could be an identity number, not part of a longer number or word. */
const residentIdForm = /(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g;

/** A mainland mobile number, with or without country code, also grouped as people write it: 138 0013 8000. */
const mobileForm = /(?<![0-9A-Za-z])(?:(?:\+|00)86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z])/;

/**
 * What is wrong with the texts of a record: codes and texts that are not in Unicode normal form C, by which
 * two spellings of one code would be two things, and personal data in free text.
 */
export function textFaults(kind: KindSchema, record: JsonObject): readonly RecordFault[] {
  const found = suspects(kind, record);
  if (found === undefined) return [];
  return textLeaves(kind, found)
    .filter(({ text, definition }) => mayBeWrong(text, definition))
    .flatMap(leafFaults);
}

/** What of a record must be looked at; `undefined` for most, since codes and numbers are plain. */
function suspects(kind: KindSchema, record: JsonObject): JsonObject | undefined {
  const definitions = definitionsOf(kind);
  let found: Record<string, JsonValue> | undefined;
  for (const name in record) {
    const value = record[name] as JsonValue;
    const isSuspect =
      typeof value === 'string' ? mayBeWrong(value, definitions.get(name)) : typeof value === 'object';
    if (isSuspect) (found ??= {})[name] = value;
  }
  return found;
}

/** The shared definition that each property follows, where it follows one. */
const definitionsOf = oncePer(
  ({ properties }: KindSchema) =>
    new Map(Object.entries(properties).map(([name, property]) => [name, definitionName(property)])),
);

/** Printable ASCII is in every normal form, and only free text can hold more than it should. */
function mayBeWrong(text: string, definition: string | undefined): boolean {
  return definition === 'text' || !ascii.test(text);
}

/**
 * Whether free text holds a valid mainland identity number or a mainland mobile number. No kind of record
 * has personal fields, and what is sealed on a ledger cannot be taken back from who received it.
 */
export function holdsPersonalData(text: string): boolean {
  // Full-width digits are digits to a reader, so they are to the check.
  const plain = text.normalize('NFKC');
  return mobileForm.test(plain) || (plain.match(residentIdForm) ?? []).some(isResidentId);
}

function leafFaults({ pointer, text, definition }: TextLeaf): readonly RecordFault[] {
  const faults: RecordFault[] = [];
  if (text.normalize('NFC') !== text) {
    faults.push({ pointer, code: 'NOT_NORMALISED', message: 'text must be in Unicode normal form C' });
  }
  if (definition === 'text' && holdsPersonalData(text)) {
    const message = 'free text must not hold an identity number or a mobile number';
    faults.push({ pointer, code: 'PERSONAL_DATA', message });
  }
  return faults;
}
