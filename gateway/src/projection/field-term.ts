// SPDX-License-Identifier: Apache-2.0
import {
  definitionName,
  formatDecimal,
  isDecimal,
  LedgerError,
  parseDecimal,
} from '@chainshare/chaincode/model';
import { readInstant } from '../kinds/instant.js';
import type { Kind } from '../kinds/kind.js';
import { fieldSpace, type Term } from './terms.js';

/**
 * The term of a field's value, the same for every way to write one value: a time is compared as its instant and
 * a number by what it is worth, everything else as it stands.
 */
export function fieldTerm(kind: Kind, field: string, value: string): Term {
  const { space, definition } = formOf(kind, field);
  return { space, value: comparable(definition, value) };
}

interface FieldForm {
  readonly space: string;
  /** the shared definition that the values follow */
  readonly definition: string | undefined;
}

/** Forms by field by kind; a rebuild asks for the few there are once for each value. */
const forms = new WeakMap<Kind, Map<string, FieldForm>>();

function formOf(kind: Kind, field: string): FieldForm {
  let ofKind = forms.get(kind);
  if (ofKind === undefined) {
    const properties = Object.entries(kind.marks.properties);
    ofKind = new Map(
      properties.map(([name, property]) => [
        name,
        { space: fieldSpace(kind.name, name), definition: definitionName(property) },
      ]),
    );
    forms.set(kind, ofKind);
  }
  return ofKind.get(field) ?? { space: fieldSpace(kind.name, field), definition: undefined };
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
