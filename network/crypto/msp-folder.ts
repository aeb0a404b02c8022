// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import type { CertificateRole, Credential } from './authority.js';
import { ensureIssued, writeKept } from './material.js';

/** The two authorities of an organisation: one for identities, one for TLS. */
export interface Authorities {
  readonly identities: Credential;
  readonly tls: Credential;
}

/** Fabric's config.yaml of an MSP: the organisational unit of a certificate is its role. */
const NODE_OUS = `NodeOUs:
  Enable: true
${(['Client', 'Peer', 'Admin', 'Orderer'] as const)
  .map(
    (role) =>
      `  ${role}OUIdentifier:\n    Certificate: cacerts/ca.crt\n    OrganizationalUnitIdentifier: ${role.toLowerCase()}\n`,
  )
  .join('')}`;

/** Writes the MSP folder by which others verify an organisation: its roots and its roles, no key. */
export async function writeVerifyingMsp(folder: string, authorities: Authorities): Promise<void> {
  await writeKept(path.join(folder, 'cacerts', 'ca.crt'), authorities.identities.certificate);
  await writeKept(path.join(folder, 'tlscacerts', 'tlsca.crt'), authorities.tls.certificate);
  await writeKept(path.join(folder, 'config.yaml'), NODE_OUS);
}

/** Ensures the MSP folder of one node or person of an organisation, with a certificate of that role. */
export async function ensureSigningMsp(
  folder: string,
  authorities: Authorities,
  who: { readonly commonName: string; readonly role: CertificateRole },
): Promise<Credential> {
  await writeVerifyingMsp(folder, authorities);
  const files = {
    certificate: path.join(folder, 'signcerts', 'cert.pem'),
    key: path.join(folder, 'keystore', 'key.pem'),
  };
  return ensureIssued(files, authorities.identities, { use: 'sign', ...who });
}

/** Ensures the TLS certificate of a node: `server.crt`, `server.key` and the root `ca.crt`. */
export async function ensureTls(
  folder: string,
  authorities: Authorities,
  commonName: string,
  hosts: readonly string[],
): Promise<void> {
  await writeKept(path.join(folder, 'ca.crt'), authorities.tls.certificate);
  const files = { certificate: path.join(folder, 'server.crt'), key: path.join(folder, 'server.key') };
  await ensureIssued(files, authorities.tls, { use: 'tls', commonName, hosts });
}
