// SPDX-License-Identifier: Apache-2.0
import { checkDigitFault, formFault, type IdentifierFault } from './identifier-fault.js';

/** The digits of GS1 numbers. */
export const digits = '0123456789';

/** Checks a number of this many digits of which the last is a GS1 check digit. */
export function gs1NumberFault(text: string, length: number): IdentifierFault | undefined {
  const fault = formFault(text, length, digits);
  if (fault !== undefined) return fault;
  return gs1CheckDigit(text.slice(0, -1)) === text.at(-1) ? undefined : checkDigitFault(length - 1, 1);
}

/**
 * The GS1 check digit of the digits before it, by the modulo 10 rule of the GS1 General Specifications, section
 * 7.9.1: weights 3 and 1 in turn, 3 for the right-most.
 */
export function gs1CheckDigit(body: string): string {
  const sum = Array.from(body)
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}
