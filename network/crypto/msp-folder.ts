// SPDX-License-Identifier: Apache-2.0
import type { X509Certificate } from 'node:crypto';
import path from 'node:path';
import type { CertificateRole, Credential } from './authority.js';
import { ensureIssued, writeKept } from './material.js';
import { pemOf } from './pem.js';

/** The two authorities of an organisation: one for identities, one for TLS. */
export interface Authorities {
  readonly identities: Credential;
  readonly tls: Credential;
}

/** An outside authority of an organisation: its root, and what stands between that and what it issued. */
export interface Chain {
  readonly root: X509Certificate;
  readonly intermediates: readonly X509Certificate[];
}

/**
 * Fabric's config.yaml of an MSP: the organisational unit of a certificate is its role.
 * @param issuer - the only authority whose word on roles counts; unless given, any of the organisation
 */
function nodeOus(issuer?: string): string {
  const certificate = issuer === undefined ? '' : `    Certificate: ${issuer}\n`;
  const roles = (['Client', 'Peer', 'Admin', 'Orderer'] as const).map(
    (role) =>
      `  ${role}OUIdentifier:\n${certificate}    OrganizationalUnitIdentifier: ${role.toLowerCase()}\n`,
  );
  return `NodeOUs:\n  Enable: true\n${roles.join('')}`;
}

/** Writes the MSP folder by which others verify an organisation: its roots and its roles, no key. */
export async function writeVerifyingMsp(folder: string, authorities: Authorities): Promise<void> {
  await writeKept(path.join(folder, 'cacerts', 'ca.crt'), authorities.identities.certificate);
  await writeKept(path.join(folder, 'tlscacerts', 'tlsca.crt'), authorities.tls.certificate);
  await writeKept(path.join(folder, 'config.yaml'), nodeOus('cacerts/ca.crt'));
}

/** The same of an organisation with outside authorities. Fabric reads one certificate of a file, so each has its own. */
export async function writeOutsideMsp(
  folder: string,
  { identities, tls }: { readonly identities: Chain; readonly tls: Chain },
): Promise<void> {
  await writeKept(path.join(folder, 'cacerts', 'ca.crt'), pemOf([identities.root]));
  await writeKept(path.join(folder, 'tlscacerts', 'tlsca.crt'), pemOf([tls.root]));
  for (const [index, intermediate] of identities.intermediates.entries()) {
    await writeKept(path.join(folder, 'intermediatecerts', `ca${index}.crt`), pemOf([intermediate]));
  }
  for (const [index, intermediate] of tls.intermediates.entries()) {
    await writeKept(path.join(folder, 'tlsintermediatecerts', `tlsca${index}.crt`), pemOf([intermediate]));
  }
  await writeKept(path.join(folder, 'config.yaml'), nodeOus());
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
