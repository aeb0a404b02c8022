// SPDX-License-Identifier: Apache-2.0
import { gs1NumberFault } from './gs1-number.js';
import type { IdentifierFault } from './identifier-fault.js';

/**
 * Checks a GLN: 13 digits, the last by the modulo 10 rule of the GS1 General Specifications, section 7.9.1.
 *
 * @returns the fault, or `undefined` when the number is well formed
 */
export function glnFault(text: string): IdentifierFault | undefined {
  return gs1NumberFault(text, 13);
}
