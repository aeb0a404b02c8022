// SPDX-License-Identifier: Apache-2.0
/** Where everything stands in the sealed form (docs/format.md, chapters 7 and 8). Lengths in bytes. */

/** AES-256, HKDF and HMAC keys, SHA-256 hashes and X25519 keys are all as long. */
export const KEY_BYTES = 32;

/** Salts of records and headers, tags, and the random bytes a of an envelope. */
export const SALT_BYTES = 16;

/** Tag that AES-GCM appends (NIST SP 800-38D section 5.2.1.2). */
export const GCM_TAG_BYTES = 16;

/** Six slots: header key, four section keys, terms. */
export const SLOT_BLOCK_BYTES = 6 * KEY_BYTES;

/** The ephemeral public key follows the magic and the number of wraps. */
export const EPHEMERAL_KEY_AT = 4 + 2;

/** The wraps follow the ephemeral public key. */
export const WRAPS_AT = EPHEMERAL_KEY_AT + KEY_BYTES;

/** Header box before sealing: four roots, four lengths, and room for the header. */
export const HEADER_PLAINTEXT_BYTES = 624;

/** In the header box, the lengths follow the four section roots. */
export const BODY_LENGTHS_AT = 4 * KEY_BYTES;

/** In the header box, the header follows the four lengths of 4 bytes. */
export const HEADER_TEXT_AT = BODY_LENGTHS_AT + 4 * 4;

/** Longest header as canonical JSON. */
export const HEADER_TEXT_BYTES_MAX = HEADER_PLAINTEXT_BYTES - HEADER_TEXT_AT;

/** Shortest body box: `[{}]` and the GCM tag. */
export const BODY_BOX_BYTES_MIN = 4 + GCM_TAG_BYTES;
