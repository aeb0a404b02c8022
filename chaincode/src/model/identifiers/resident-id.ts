// SPDX-License-Identifier: Apache-2.0
import { parseDate } from '../instant.js';
import { reads } from '../reads.js';

const form = /^[1-9]\d{5}((?:19|20)\d{2})(\d{2})(\d{2})\d{3}[\dXx]$/;
const checkCharacters = '10X98765432';

/**
 * Whether the text is a mainland citizen's identity number: GB 11643-1999, with a date of birth that exists
 * and the check character by MOD 11-2 of ISO/IEC 7064.
 */
export function isResidentId(text: string): boolean {
  const match = form.exec(text);
  if (match === null) return false;
  if (!reads(parseDate, match.slice(1).join('-'))) return false;
  const sum = Array.from(text.slice(0, 17)).reduce(
    (total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11),
    0,
  );
  return checkCharacters[sum % 11] === text.charAt(17).toUpperCase();
}
