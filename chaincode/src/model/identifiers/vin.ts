// SPDX-License-Identifier: Apache-2.0
import { checkDigitFault, formFault, type IdentifierFault } from './identifier-fault.js';

/** Digits and capital letters without I, O and Q; the value of each stands in the same place of the next line. */
const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const values = '012345678912345678123457923456789';
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const checkAt = 8;

/**
 * Checks a vehicle identification number: form by ISO 3779, check digit in position 9 by GB 16735 and 49 CFR
 * 565.15. Makers for other markets need not use the check digit, so a `CHECK_DIGIT` is a doubt there, no fault.
 *
 * @returns the fault, or `undefined` when the number is well formed
 */
export function vinFault(text: string): IdentifierFault | undefined {
  const fault = formFault(text, weights.length, alphabet);
  if (fault !== undefined) return fault;
  return text[checkAt] === checkDigit(text) ? undefined : checkDigitFault(checkAt, 1);
}

function checkDigit(text: string): string {
  const sum = weights.reduce(
    (total, weight, i) => total + weight * Number(values[alphabet.indexOf(text.charAt(i))]),
    0,
  );
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}
