// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import { findScheme, type Scheme } from './catalogues/schemes.js';
import type { RulesOfKind } from './rules-of-kind.js';
import { negativeFaults, notPositiveFaults } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';
import { momentOf, sequenceFaults, yearsAfter } from './time-faults.js';

/**
 * A certificate keeps to its scheme; who declares for himself is its holder, who certifies is somebody else.
 */
export const certificateRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record, publisher) => [
    ...schemeFaults(record),
    ...holderFaults(record, publisher),
    ...requiredFaults(record),
    ...sequenceFaults(record, 'validFrom', 'validUntil'),
    ...notPositiveFaults((record['quota'] ?? {}) as JsonObject, ['quantity'], '/quota'),
    ...negativeFaults(record, ['areaHa']),
  ],
};

function schemeFaults(record: JsonObject): readonly RecordFault[] {
  const scheme = findScheme(record['scheme'] as string);
  if (scheme === undefined) {
    return [{ pointer: '/scheme', code: 'NOT_ALLOWED', message: 'no scheme of the catalogue has this code' }];
  }
  return [...numberFaults(record, scheme), ...quotaFaults(record, scheme), ...validityFaults(record, scheme)];
}

function numberFaults({ number }: JsonObject, { code, codePattern }: Scheme): readonly RecordFault[] {
  if (codePattern === undefined || new RegExp(codePattern).test(number as string)) return [];
  return [{ pointer: '/number', code: 'MALFORMED', message: `this is not the form of a number of ${code}` }];
}

function quotaFaults({ quota }: JsonObject, { quotaUnit }: Scheme): readonly RecordFault[] {
  if (quota === undefined || quotaUnit === undefined) return [];
  if ((quota as JsonObject)['unit'] === quotaUnit) return [];
  const message = `a quota of this scheme is given in ${quotaUnit}`;
  return [{ pointer: '/quota/unit', code: 'NOT_ALLOWED', message }];
}

function validityFaults(
  { validFrom, validUntil }: JsonObject,
  { maxValidityYears }: Scheme,
): readonly RecordFault[] {
  if (maxValidityYears === undefined || validUntil === undefined) return [];
  if (momentOf(validUntil as string) <= yearsAfter(validFrom as string, maxValidityYears)) return [];
  const message = `a certificate of this scheme is valid for at most ${maxValidityYears} years`;
  return [{ pointer: '/validUntil', code: 'OUT_OF_RANGE', message }];
}

function holderFaults({ holder, assessorLevel }: JsonObject, publisher: string): readonly RecordFault[] {
  const bySelf = assessorLevel === 'self';
  if ((holder === publisher) === bySelf) return [];
  const message = bySelf ? 'a declaration is published by its holder' : 'nobody certifies himself';
  return [{ pointer: '/holder', code: 'NOT_ALLOWED', message }];
}

function requiredFaults({
  type,
  validUntil,
  assessorLevel,
  assessments,
}: JsonObject): readonly RecordFault[] {
  const faults: RecordFault[] = [];
  if (type !== 'declaration' && validUntil === undefined) {
    faults.push({
      pointer: '/validUntil',
      code: 'REQUIRED',
      message: 'a certificate says until when it is valid',
    });
  }
  if (assessorLevel !== 'self' && assessments === undefined) {
    faults.push({ pointer: '/assessments', code: 'REQUIRED', message: 'a certificate rests on assessments' });
  }
  return faults;
}
