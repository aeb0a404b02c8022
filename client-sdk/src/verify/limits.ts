// SPDX-License-Identifier: Apache-2.0
/** Every limit of the verifier, each with its reason. Attackers choose what is verified, so all of it is bounded. */

/** Bytes of a pack (format 10): a full block of transactions, in base64url, still fits into memory anywhere. */
export const PACK_BYTES_MAX = 4_000_000;

/** Nesting of a record's value, the value itself counted (format 1). */
export const VALUE_DEPTH_MAX = 32;

/** Nesting of a pack: pack, sections and one section stand around a value. */
export const PACK_DEPTH_MAX = VALUE_DEPTH_MAX + 3;

/** Nesting of one certificate or revocation list: far above what an authority issues. */
export const DER_DEPTH_MAX = 32;

/** Certificates between an identity and a root, both counted: Fabric organisations use two or three. */
export const CHAIN_LENGTH_MAX = 5;

/** Records of one publication (format 5). */
export const RECORDS_MAX = 65_535;

/** Bytes of a header's canonical text, so that its sealed box has one size (format 5). */
export const HEADER_BYTES_MAX = 480;

/** A schema version (format 5). */
export const SCHEMA_MAX = 65_535;

/** Roles that an onward permission names (format 5); the network knows ten. */
export const ONWARD_ROLES_MAX = 16;

/** Sealed bytes that may stand in the envelope itself (format 6). */
export const INLINE_BYTES_MAX = 8_192;

/** Nesting of a trust file, which holds lists of texts only. */
export const TRUST_DEPTH_MAX = 8;
