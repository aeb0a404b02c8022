// SPDX-License-Identifier: Apache-2.0
import { readDigitalLink } from './digital-link.js';
import { readElementString } from './element-string.js';
import { readEpcUrn } from './epc-urn.js';
import type { Gs1Reading } from './gs1-name.js';

/**
 * Reads a GS1 name in any of the forms that people and systems exchange: EPC URN, Digital Link URI or element
 * string with brackets. Bare digits are none of them: nothing tells whether they are a GTIN.
 *
 * @returns the canonical Digital Link URI, or the fault with the place in the text
 */
export function readGs1Name(text: string): Gs1Reading {
  if (text.startsWith('urn:')) return readEpcUrn(text);
  return text.startsWith('(') ? readElementString(text) : readDigitalLink(text);
}
