// SPDX-License-Identifier: Apache-2.0

/** Half of the order of P-256 (FIPS 186-5, D.1.2.3), big-endian hex. */
const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

/**
 * Whether the signature of a DER certificate has the lower of its two valid values of s. Fabric rewrites a
 * certificate with the higher one, and the identity would then have two different sets of bytes.
 */
export function hasLowS(signature: Uint8Array): boolean {
  // SEQUENCE { INTEGER r, INTEGER s }, all lengths short for P-256.
  const rLength = signature[3] ?? 0;
  const sAt = 4 + rLength + 2;
  return BigInt(`0x${Buffer.from(signature.subarray(sAt)).toString('hex')}`) <= HALF_ORDER;
}
