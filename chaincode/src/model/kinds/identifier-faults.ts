// SPDX-License-Identifier: Apache-2.0
import { casNumberFault } from '../identifiers/cas-number.js';
import { glnFault } from '../identifiers/gln.js';
import { gtinFault } from '../identifiers/gtin.js';
import type { IdentifierFault } from '../identifiers/identifier-fault.js';
import { ssccFault } from '../identifiers/sscc.js';
import type { JsonObject } from '../json.js';
import { membersOf } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';

/** Identifiers that have a check rule, by the word for them in records. */
const checks: Readonly<Record<string, (text: string) => IdentifierFault | undefined>> = {
  gtin: gtinFault,
  gln: glnFault,
  sscc: ssccFault,
  casNo: casNumberFault,
};

/** The fault of an identifier that breaks its own check rule; what has no rule or is absent has no fault. */
export function identifierFaults(word: string, value: unknown, pointer: string): RecordFault[] {
  const check = Object.hasOwn(checks, word) ? checks[word] : undefined;
  if (check === undefined || typeof value !== 'string') return [];
  const fault = check(value);
  if (fault === undefined) return [];
  return [
    { pointer, code: 'MALFORMED', message: `character ${fault.start + 1} makes this no valid ${word}` },
  ];
}

/** The faults of other names of a thing, each of the scheme it states. */
export function aliasFaults(record: JsonObject): RecordFault[] {
  return membersOf(record, 'aliases').flatMap(({ scheme, code }, i) =>
    identifierFaults(scheme as string, code, `/aliases/${i}/code`),
  );
}

/** The faults of CAS numbers in the objects of a list. */
export function casFaults(record: JsonObject, list: string): RecordFault[] {
  return membersOf(record, list).flatMap(({ casNo }, i) =>
    identifierFaults('casNo', casNo, `/${list}/${i}/casNo`),
  );
}
