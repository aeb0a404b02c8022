// SPDX-License-Identifier: Apache-2.0
import { checkDigitFault, formFault, type IdentifierFault } from './identifier-fault.js';

/** GB 32100-2015: digits and capital letters without I, O, S, V, Z. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const length = 18;

/** GB 11714-1997 counts letters from A = 10, and of all of them. */
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
const organisationAt = 8;
const organisationCheckAt = 16;
const checkAt = 17;

/**
 * Checks a unified social credit code (统一社会信用代码): form and check character by GB 32100-2015, and the
 * check character of the organisation code in positions 9 to 17 by GB 11714-1997.
 *
 * @returns the fault, or `undefined` when the code is well formed
 */
export function usccFault(text: string): IdentifierFault | undefined {
  const fault = formFault(text, length, alphabet);
  if (fault !== undefined) return fault;
  if (text[organisationCheckAt] !== organisationCheck(text)) return checkDigitFault(organisationCheckAt, 1);
  if (text[checkAt] !== creditCheck(text)) return checkDigitFault(checkAt, 1);
  return undefined;
}

/** Weights are the powers of 3 modulo 31. */
function creditCheck(text: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (const character of text.slice(0, checkAt)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31];
}

function organisationCheck(text: string): string {
  const sum = organisationWeights.reduce(
    (total, weight, i) => total + weight * organisationAlphabet.indexOf(text.charAt(organisationAt + i)),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}
