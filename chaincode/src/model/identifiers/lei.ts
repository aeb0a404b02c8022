// SPDX-License-Identifier: Apache-2.0
import { checkDigitFault, formFault, type IdentifierFault } from './identifier-fault.js';

const digits = '0123456789';
const alphabet = `${digits}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
const length = 20;
const checkAt = 18;

/**
 * Checks a legal entity identifier: ISO 17442-1, with two check digits by MOD 97-10 of ISO/IEC 7064.
 *
 * @returns the fault, or `undefined` when the identifier is well formed
 */
export function leiFault(text: string): IdentifierFault | undefined {
  const fault = formFault(text.slice(0, checkAt), Math.min(text.length, checkAt), alphabet);
  if (fault !== undefined) return fault;
  const wrongDigit = Array.from(text.slice(checkAt)).findIndex((character) => !digits.includes(character));
  if (wrongDigit !== -1) return { code: 'CHARACTER', start: checkAt + wrongDigit, length: 1 };
  return formFault(text, length, alphabet) ?? (mod97(text) === 1 ? undefined : checkDigitFault(checkAt, 2));
}

/** Letters count from A = 10, as two digits each. */
function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
  }
  return rest;
}
