// SPDX-License-Identifier: Apache-2.0
import type { Identity } from '../identity/identity.js';
import type { Msps, SignedData } from '../identity/msp.js';

/** The identities that really signed, each once; bad signatures are dropped, not fatal (common/policies/policy.go). */
export function signersOf(msps: Msps, signed: readonly SignedData[]): Identity[] {
  const found = new Map<string, Identity>();
  for (const { data, identity, signature } of signed) {
    const signer = msps.deserialize(identity);
    if (!signer) continue;
    const key = `${signer.mspId} ${signer.certificate.fingerprint256}`;
    if (!found.has(key) && signer.verify(data, signature)) found.set(key, signer);
  }
  return [...found.values()];
}
