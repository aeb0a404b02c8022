// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import type { RulesOfKind } from './rules-of-kind.js';
import { membersOf } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';
import { momentOf, periodFaults, yearsAfter } from './time-faults.js';

/** PACT Technical Specifications 3, section "Validity period": at most three years after the reference period. */
const validityYearsMax = 3;

/** What PACT 3 says across fields; signs and the form of its decimals are in the schema. */
export const footprintRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record) => [
    ...periodFaults(record, 'referencePeriod'),
    ...periodFaults(record, 'validity'),
    ...validityFaults(record),
    ...includedFaults(record, 'packagingEmissionsIncluded', 'packagingGhgEmissions'),
    ...includedFaults(record, 'ccsTechnologicalCO2CaptureIncluded', 'ccsTechnologicalCO2Capture'),
    ...operatorFaults(record),
  ],
};

function validityFaults({ referencePeriod, validity }: JsonObject): readonly RecordFault[] {
  if (validity === undefined) return [];
  const { end: reference } = referencePeriod as { end: string };
  const { start, end } = validity as { start: string; end: string };
  const faults: RecordFault[] = [];
  if (momentOf(start) < momentOf(reference)) {
    const message = 'a footprint is not valid before its reference period is over';
    faults.push({ pointer: '/validity/start', code: 'OUT_OF_RANGE', message });
  }
  if (momentOf(end) > yearsAfter(reference, validityYearsMax)) {
    const message = `a footprint is valid for at most ${validityYearsMax} years after its reference period`;
    faults.push({ pointer: '/validity/end', code: 'OUT_OF_RANGE', message });
  }
  return faults;
}

/** A part that is included is stated, one that is not is absent. */
function includedFaults(record: JsonObject, flag: string, part: string): readonly RecordFault[] {
  const included = record[flag] === true;
  if ((record[part] !== undefined) === included) return [];
  const pointer = `/${part}`;
  return included
    ? [{ pointer, code: 'REQUIRED', message: `${flag} asks for it` }]
    : [{ pointer, code: 'NOT_ALLOWED', message: `it is given only when ${flag} is true` }];
}

function operatorFaults(record: JsonObject): readonly RecordFault[] {
  return membersOf(record, 'productOrSectorSpecificRules').flatMap((rule, i) => {
    const pointer = `/productOrSectorSpecificRules/${i}/otherOperatorName`;
    return operatorFault(rule, pointer) ?? [];
  });
}

function operatorFault(
  { operator, otherOperatorName }: JsonObject,
  pointer: string,
): RecordFault | undefined {
  const isOther = operator === 'Other';
  if ((otherOperatorName !== undefined) === isOther) return undefined;
  return isOther
    ? { pointer, code: 'REQUIRED', message: 'another operator has a name' }
    : { pointer, code: 'NOT_ALLOWED', message: 'only another operator is named here' };
}
