// SPDX-License-Identifier: Apache-2.0
import { digits, gs1NumberFault } from './gs1-number.js';
import { characterFault, type IdentifierFault } from './identifier-fault.js';

/** GTIN-8, GTIN-12, GTIN-13 and GTIN-14. */
const lengths = [8, 12, 13, 14] as const;

/**
 * Checks a GTIN of any of its four lengths; the last digit follows from the others by the modulo 10 rule of the
 * GS1 General Specifications, section 7.9.1.
 *
 * @returns the fault, or `undefined` when the number is well formed; a length in between two lacks digits
 */
export function gtinFault(text: string): IdentifierFault | undefined {
  const length = lengths.find((possible) => text.length <= possible) ?? lengths[3];
  return characterFault(text, digits) ?? gs1NumberFault(text, length);
}
