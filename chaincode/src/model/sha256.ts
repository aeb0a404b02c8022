// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) in lower-case hex. */
export function sha256Hex(data: Uint8Array | string): string {
  return hash('sha256', data, 'hex');
}

/** SHA-256 (FIPS 180-4) of the bytes, or of the text as UTF-8. */
export function sha256(data: Uint8Array | string): Buffer {
  return hash('sha256', data, 'buffer');
}
