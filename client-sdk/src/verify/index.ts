// SPDX-License-Identifier: Apache-2.0
/** Verification of proof packs without a peer and without keys; runs in a browser too. */
export { verify, verifyRecord, type Verified, type VerifiedRecord } from './verify.js';
export { parseTrust, type AuthoritiesFile, type Trust, type TrustFile } from './trust.js';
export { VerificationError, type VerificationCode } from './verification-error.js';
export { SECTIONS, type Header, type Onward, type Section } from './header.js';
export type { SectionValues } from './record.js';
export type { Json, JsonObject } from './canonical-json.js';
