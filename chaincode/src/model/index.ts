// SPDX-License-Identifier: Apache-2.0
export * from './base64url.js';
export * from './canonical.js';
export * from './decimal.js';
export * from './envelope.js';
export type { EnvelopeFields } from './envelope-fields.js';
export * from './errors.js';
export * from './instant.js';
export * from './json.js';
export * from './keys.js';
export * from './limits.js';
export * from './sha256.js';
export * from './words.js';
