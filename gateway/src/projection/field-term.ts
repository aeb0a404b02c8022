// SPDX-License-Identifier: Apache-2.0
import {
  definitionName,
  formatDecimal,
  formatInstant,
  isDecimal,
  LedgerError,
  parseDecimal,
  parseInstant,
} from '@chainshare/chaincode/model';
import type { Kind } from '../kinds/kind.js';
import { fieldSpace, type Term } from './terms.js';

/**
 * The term of a field's value, the same for every way to write one value: a time is compared as its instant and
 * a number by what it is worth, everything else as it stands.
 */
export function fieldTerm(kind: Kind, field: string, value: string): Term {
  const property = Object.hasOwn(kind.marks.properties, field) ? kind.marks.properties[field] : undefined;
  const definition = property === undefined ? undefined : definitionName(property);
  return { space: fieldSpace(kind.name, field), value: comparable(definition, value) };
}

function comparable(definition: string | undefined, value: string): string {
  if (definition === 'timestamp') return instantText(value);
  return definition === 'dec' && isDecimal(value) ? formatDecimal(parseDecimal(value)) : value;
}

/** What is no time at all equals no time, and so stays as it is. */
function instantText(value: string): string {
  try {
    return formatInstant(parseInstant(value));
  } catch (error) {
    if (error instanceof LedgerError) return value;
    throw error;
  }
}
