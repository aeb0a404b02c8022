// SPDX-License-Identifier: Apache-2.0
import { checkDigitFault, type IdentifierFault } from './identifier-fault.js';

/** Two to seven digits without a leading zero, two digits, one check digit. */
const form = /^[1-9]\d{1,6}-\d{2}-\d/;

/** What a number that is being typed may look like so far, one character after the other. */
const beginning = /^(?:[1-9](?:\d{1,6}(?:-(?:\d(?:\d(?:-\d?)?)?)?)?)?)?/;

/**
 * Checks a CAS Registry Number: the check digit is the sum of the other digits, each times its place counted
 * from the right, modulo 10 (CAS, "Check Digit Verification of CAS Registry Numbers").
 *
 * @returns the fault, or `undefined` when the number is well formed
 */
export function casNumberFault(text: string): IdentifierFault | undefined {
  const whole = form.exec(text)?.[0];
  if (whole === undefined) return unfinished(text);
  if (whole.length < text.length) {
    return { code: 'LENGTH', start: whole.length, length: text.length - whole.length };
  }
  return checkDigit(text) === text.at(-1) ? undefined : checkDigitFault(text.length - 1, 1);
}

function unfinished(text: string): IdentifierFault {
  const start = beginning.exec(text)?.[0].length ?? 0;
  return start === text.length
    ? { code: 'LENGTH', start, length: 0 }
    : { code: 'CHARACTER', start, length: 1 };
}

function checkDigit(text: string): string {
  const body = text.replaceAll('-', '').slice(0, -1);
  const sum = Array.from(body).reduce((total, digit, i) => total + Number(digit) * (body.length - i), 0);
  return String(sum % 10);
}
