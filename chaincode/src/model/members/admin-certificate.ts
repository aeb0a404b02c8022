// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';

/** Organisational unit that Fabric's node OUs give to an organisation's administrators. */
const adminUnit = 'admin';

/**
 * Whether a certificate is one of an administrator. The peer has checked its chain before chaincode runs.
 *
 * The subject is taken by attribute: in its printed form a common name could imitate a unit.
 *
 * @param certificate - X.509, as PEM or DER
 */
export function isAdminCertificate(certificate: Uint8Array): boolean {
  const { subject } = new X509Certificate(Buffer.from(certificate)).toLegacyObject();
  const { OU } = subject as { OU?: string | string[] };
  return [OU ?? []].flat().includes(adminUnit);
}
