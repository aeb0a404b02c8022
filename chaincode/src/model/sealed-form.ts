// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from './errors.js';
import { sealedBytesMax, sealedBytesMin } from './limits.js';

/** First bytes of the sealed form, version 1. */
export const sealedMagic = 'CSP1';

/** Bytes of one wrap: six slots of 32 and the GCM tag. */
export const wrapBytes = 6 * 32 + 16;

/** Bytes of the sealed header box: 624 and the GCM tag. */
export const headerBoxBytes = 624 + 16;

const tagCountAt = sealedMagic.length;
const ephemeralKeyAt = tagCountAt + 2;
const wrapsAt = ephemeralKeyAt + 32;

/** Where the header box begins: magic, number of wraps, ephemeral key and the wraps come before it. */
export function headerBoxAt(tagCount: number): number {
  return wrapsAt + tagCount * wrapBytes;
}

/**
 * The length to which sealed bytes are filled up: the next of 4, 5, 6 or 7 times a power of two, at least
 * 2,048. So few sizes exist that a size tells hardly anything about what is inside.
 */
export function paddedLength(length: number): number {
  let step = sealedBytesMin / 4;
  while (7 * step < length) step *= 2;
  return Math.max(4, Math.ceil(length / step)) * step;
}

/**
 * Checks what is readable of sealed bytes without a key: magic, number of wraps and length.
 *
 * @param tagCount - number of tags of the envelope, which the wraps must match
 * @param at - JSON pointer to the envelope, for the error
 * @throws {@link LedgerError} SEALED_FORM
 */
export function checkSealedForm(sealed: Buffer, tagCount: number, at = ''): void {
  const fault = sealedFormFault(sealed, tagCount);
  if (fault !== undefined) throw new LedgerError('SEALED_FORM', fault, { at });
}

function sealedFormFault(sealed: Buffer, tagCount: number): string | undefined {
  const { length } = sealed;
  if (length < headerBoxAt(tagCount) + headerBoxBytes)
    return 'the sealed bytes are too short for their wraps';
  if (length > sealedBytesMax) return `the sealed bytes must be at most ${sealedBytesMax}`;
  if (length !== paddedLength(length))
    return 'the sealed bytes are not filled up to one of the known lengths';
  if (sealed.toString('latin1', 0, tagCountAt) !== sealedMagic)
    return 'the sealed bytes must begin with CSP1';
  if (sealed.readUInt16BE(tagCountAt) !== tagCount) return 'there must be one wrap for each tag';
  return undefined;
}
