// SPDX-License-Identifier: Apache-2.0

/** What is wrong with an identifier, and where, so that a form can underline it. */
export interface IdentifierFault {
  /** `KEY` is said of a GS1 key that does not exist or may not stand where it does */
  readonly code: 'LENGTH' | 'CHARACTER' | 'CHECK_DIGIT' | 'KEY';
  /** index of the first wrong character */
  readonly start: number;
  /** how many characters are wrong; 0 when some are lacking at the end */
  readonly length: number;
}

/** The first character that is not of the alphabet, or a length other than the expected one. */
export function formFault(text: string, length: number, alphabet: string): IdentifierFault | undefined {
  return characterFault(text, alphabet) ?? lengthFault(text, length, length);
}

/** The first character that is not of the alphabet. */
export function characterFault(text: string, alphabet: string): IdentifierFault | undefined {
  const start = Array.from(text).findIndex((character) => !alphabet.includes(character));
  return start === -1 ? undefined : { code: 'CHARACTER', start, length: 1 };
}

/** Characters that are lacking or too many. */
export function lengthFault(text: string, min: number, max: number): IdentifierFault | undefined {
  if (text.length < min) return { code: 'LENGTH', start: text.length, length: 0 };
  if (text.length > max) return { code: 'LENGTH', start: max, length: text.length - max };
  return undefined;
}

/** The fault of check characters that do not follow from the rest. */
export function checkDigitFault(start: number, length: number): IdentifierFault {
  return { code: 'CHECK_DIGIT', start, length };
}
