// SPDX-License-Identifier: Apache-2.0

/** What is wrong with an identifier, and where, so that a form can underline it. */
export interface IdentifierFault {
  readonly code: 'LENGTH' | 'CHARACTER' | 'CHECK_DIGIT';
  /** index of the first wrong character */
  readonly start: number;
  /** how many characters are wrong; 0 when some are lacking at the end */
  readonly length: number;
}

/** The first character that is not of the alphabet, or a length other than the expected one. */
export function formFault(text: string, length: number, alphabet: string): IdentifierFault | undefined {
  const start = Array.from(text).findIndex((character) => !alphabet.includes(character));
  if (start !== -1) return { code: 'CHARACTER', start, length: 1 };
  if (text.length < length) return { code: 'LENGTH', start: text.length, length: 0 };
  if (text.length > length) return { code: 'LENGTH', start: length, length: text.length - length };
  return undefined;
}

/** The fault of check characters that do not follow from the rest. */
export function checkDigitFault(start: number, length: number): IdentifierFault {
  return { code: 'CHECK_DIGIT', start, length };
}
