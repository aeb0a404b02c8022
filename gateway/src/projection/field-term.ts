// SPDX-License-Identifier: Apache-2.0
import {
  definitionName,
  formatDecimal,
  isDecimal,
  LedgerError,
  oncePer,
  parseDecimal,
  type SubjectType,
} from '@chainshare/chaincode/model';
import { readInstant } from '../kinds/instant.js';
import type { Kind } from '../kinds/kind.js';
import { canonicalSubject, thingOf } from '../kinds/subjects.js';
import { fieldSpace, type Term } from './terms.js';

/**
 * The term of a field's value, the same for every way to write one value: a time is compared as its instant, a
 * number by what it is worth and a code by the name of what it names; everything else as it stands.
 *
 * @param publisher - MSP ID of the enterprise that says it, whose own codes are meant
 */
export function fieldTerm(kind: Kind, field: string, value: string, publisher: string): Term {
  const { space, thing } = formOf(kind, field);
  return {
    space,
    value: thing === undefined ? fieldValue(kind, field, value) : canonicalSubject(thing, value, publisher),
  };
}

/** What a value of a field that names no thing is compared by. */
export function fieldValue(kind: Kind, field: string, value: string): string {
  return comparable(formOf(kind, field).definition, value);
}

/** What a field names, where it names a thing. */
export function thingOfField(kind: Kind, field: string): SubjectType | undefined {
  return formOf(kind, field).thing;
}

interface FieldForm {
  readonly space: string;
  /** what the values name */
  readonly thing: SubjectType | undefined;
  /** the shared definition that the values follow */
  readonly definition: string | undefined;
}

/** Forms by field: a rebuild asks for the few there are once for each value. */
const formsOf = oncePer(
  (kind: Kind): ReadonlyMap<string, FieldForm> =>
    new Map(
      Object.entries(kind.marks.properties).map(([name, property]) => [
        name,
        {
          space: fieldSpace(kind.name, name),
          thing: thingOf(property),
          definition: definitionName(property),
        },
      ]),
    ),
);

function formOf(kind: Kind, field: string): FieldForm {
  const unknown = { space: fieldSpace(kind.name, field), thing: undefined, definition: undefined };
  return formsOf(kind).get(field) ?? unknown;
}

function comparable(definition: string | undefined, value: string): string {
  if (definition === 'timestamp') return instantText(value);
  return definition === 'dec' && isDecimal(value) ? formatDecimal(parseDecimal(value)) : value;
}

/** The instant as a number. What is no time at all equals no time, and no digits either. */
function instantText(value: string): string {
  try {
    return readInstant(value).toString();
  } catch (error) {
    if (error instanceof LedgerError) return '';
    throw error;
  }
}
