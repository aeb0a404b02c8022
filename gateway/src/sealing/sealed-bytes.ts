// SPDX-License-Identifier: Apache-2.0
import {
  checkSealedForm,
  headerBoxAt,
  headerBoxBytes,
  paddedLength,
  sealedBytesMax,
  sealedMagic,
  wrapBytes,
  type ParsedEnvelope,
} from '@chainshare/chaincode/model';
import { hash } from 'node:crypto';
import { keystream } from './box.js';
import { formRule } from './form-rule.js';
import { EPHEMERAL_KEY_AT, WRAPS_AT } from './layout.js';
import { SealingError } from './sealing-error.js';
import { UnreadableError } from './unreadable-error.js';
import { isPublicKey } from './x25519.js';

/** Sealed bytes that are those of an envelope and whose form holds. */
export interface SealedBytes {
  readonly envelope: ParsedEnvelope;
  readonly bytes: Buffer;
  readonly ephemeralKey: Buffer;
}

/** The parts of sealed bytes, in their order. */
export interface SealedParts {
  readonly ephemeralKey: Uint8Array;
  readonly wraps: readonly Uint8Array[];
  readonly headerBox: Uint8Array;
  readonly bodies: readonly Uint8Array[];
  readonly fillKey: Uint8Array;
}

/**
 * Joins the parts and fills them up to their padded length.
 *
 * @throws {@link SealingError} SEALED_TOO_LARGE
 */
export function writeSealedBytes(parts: SealedParts): Buffer {
  const tagCount = Buffer.alloc(2);
  tagCount.writeUInt16BE(parts.wraps.length);
  const content = [
    Buffer.from(sealedMagic, 'latin1'),
    tagCount,
    parts.ephemeralKey,
    ...parts.wraps,
    parts.headerBox,
    ...parts.bodies,
  ];
  const end = content.reduce((length, part) => length + part.length, 0);
  const length = paddedLength(end);
  if (length > sealedBytesMax) {
    throw new SealingError('SEALED_TOO_LARGE', `these records take ${length} of ${sealedBytesMax} bytes`);
  }
  return Buffer.concat([...content, keystream(parts.fillKey, length - end)], length);
}

/**
 * Takes sealed bytes for an envelope: they must be the ones it names, and of the right form
 * (docs/format.md, chapter 9, rules 11 and 13).
 *
 * @param sealed - as the publisher's peer gave them; not used where the envelope holds them itself
 * @throws {@link UnreadableError} FORGED SEALED_HASH, MALFORMED SEALED_FORM
 */
export function readSealedBytes(envelope: ParsedEnvelope, sealed?: Uint8Array): SealedBytes {
  const { b, s, t } = envelope.fields;
  const given = b ?? sealed ?? Buffer.alloc(0);
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  if (!hash('sha256', bytes, 'buffer').equals(s)) {
    throw new UnreadableError(
      'FORGED',
      'SEALED_HASH',
      'the sealed bytes are not those that the envelope names',
    );
  }
  formRule(() => {
    checkSealedForm(bytes, t.length);
  });
  const ephemeralKey = bytes.subarray(EPHEMERAL_KEY_AT, WRAPS_AT);
  if (!isPublicKey(ephemeralKey)) {
    throw new UnreadableError('MALFORMED', 'SEALED_FORM', 'the ephemeral key is not a public key');
  }
  return { envelope, bytes, ephemeralKey };
}

/** The wrap that belongs to one tag. */
export function wrapAt(sealed: SealedBytes, index: number): Buffer {
  const at = WRAPS_AT + index * wrapBytes;
  return sealed.bytes.subarray(at, at + wrapBytes);
}

/** The header box, which follows the wraps. */
export function headerBoxOf(sealed: SealedBytes): Buffer {
  const at = headerBoxAt(sealed.envelope.fields.t.length);
  return sealed.bytes.subarray(at, at + headerBoxBytes);
}
