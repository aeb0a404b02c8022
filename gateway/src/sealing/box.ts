// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { GCM_TAG_BYTES } from './layout.js';

/** Constant, because every key of the sealed form seals one message only (docs/format.md, chapter 1). */
const ZERO_NONCE = Buffer.alloc(12);
const ZERO_COUNTER_BLOCK = Buffer.alloc(16);

/** Seals with AES-256-GCM: ciphertext and tag. The key must never seal anything else. */
export function sealBox(key: Uint8Array, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, ZERO_NONCE);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what {@link sealBox} sealed.
 *
 * @param box - at least as long as the tag
 * @returns the plaintext, or `undefined` when key and box do not belong together
 */
export function openBox(key: Uint8Array, box: Uint8Array): Buffer | undefined {
  const tagAt = box.length - GCM_TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, ZERO_NONCE);
  decipher.setAuthTag(box.subarray(tagAt));
  const plaintext = decipher.update(box.subarray(0, tagAt));
  try {
    decipher.final();
  } catch {
    // The only thing that can fail here is the tag.
    return undefined;
  }
  return plaintext;
}

/** The first bytes of the AES-256-CTR keystream (NIST SP 800-38A section 6.5) from counter block zero. */
export function keystream(key: Uint8Array, length: number): Buffer {
  return createCipheriv('aes-256-ctr', key, ZERO_COUNTER_BLOCK).update(Buffer.alloc(length));
}
