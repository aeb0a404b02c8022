// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '../hash.js';
import { SIGNATURES_CACHED } from '../limits.js';
import { buffer } from '../protos/index.js';

// One process plays every role, so it meets each signature several times: at the endorser, the orderer, the validator.
const verified = new Set<string>();

function key(serialized: Uint8Array, data: Uint8Array, signature: Uint8Array): string {
  return sha256(sha256(serialized), sha256(data), signature).toString('latin1');
}

/** Whether exactly this signature of this identity over this data was verified or made here before. */
export function wasVerified(serialized: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  return verified.has(key(serialized, data, signature));
}

/** Remembers a signature that was just verified or made. */
export function rememberVerified(serialized: Uint8Array, data: Uint8Array, signature: Uint8Array): void {
  if (verified.size >= SIGNATURES_CACHED) verified.clear();
  verified.add(key(serialized, data, buffer(signature)));
}
