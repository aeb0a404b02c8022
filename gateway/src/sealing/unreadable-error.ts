// SPDX-License-Identifier: Apache-2.0

/**
 * What a publication is for a reader who cannot take it.
 *
 * - FORGED: the sealed bytes are not those that the envelope names; the publication does not exist
 * - MALFORMED: anybody can see that the form is broken; the publication does not exist
 * - UNREADABLE: it is there and was meant for this reader, but what is inside does not hold; counted and shown
 */
export type UnreadableState = 'FORGED' | 'MALFORMED' | 'UNREADABLE';

/** The rules of reading that can break once a publication is opened (docs/format.md, chapter 9, rules 14 to 25). */
export const openingFaults = [
  'WRAP',
  'SLOTS',
  'HEADER_BOX',
  'HEADER',
  'AUDIENCE',
  'LENGTHS',
  'FILL',
  'ROOT',
  'ABSENT_ROOT',
  'BODY_BOX',
  'BODY',
  'SECTION_ROOT',
] as const;

/** A rule of {@link openingFaults}. */
export type OpeningFault = (typeof openingFaults)[number];

/** A publication that a reader must not take, with the first rule that it breaks. */
export class UnreadableError extends Error {
  readonly state: UnreadableState;
  /** An {@link OpeningFault}, or for FORGED and MALFORMED the code of the form rule. */
  readonly reason: string;

  /** @param sentence - what does not hold, without any value of the publication */
  constructor(state: UnreadableState, reason: string, sentence: string, options?: ErrorOptions) {
    super(`${reason}: ${sentence}`, options);
    this.name = 'UnreadableError';
    this.state = state;
    this.reason = reason;
  }
}

/** An error for what is broken inside. */
export function unreadable(reason: OpeningFault, sentence: string, cause?: unknown): UnreadableError {
  return new UnreadableError('UNREADABLE', reason, sentence, cause === undefined ? undefined : { cause });
}
