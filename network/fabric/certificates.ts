// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CertificateRole } from '../crypto/authority.js';
import { NetworkError } from './network-error.js';
import type { NetworkPlan } from './plan.js';

/** A certificate that a process of ours will present, and who must have issued it. */
interface Presented {
  readonly certificate: string;
  readonly key: string;
  /** Folders with the authorities that others know the organisation by, roots and intermediates. */
  readonly authorities: readonly string[];
  /** Organisational unit that Fabric reads as the role; TLS certificates have none. */
  readonly role?: CertificateRole;
}

/**
 * Checks every certificate of a plan before a process presents it: a peer whose certificate has expired starts, and is
 * then refused by all others for reasons that no log names.
 * @throws NetworkError CERTIFICATE_UNREADABLE, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_FOREIGN,
 * CERTIFICATE_WRONG_ROLE, CERTIFICATE_WRONG_KEY
 */
export function assertCertificates(plan: NetworkPlan, now = new Date()): void {
  for (const presented of presentedBy(plan)) assertPresentable(presented, now);
}

function presentedBy({ dataDir, organisations, orderers }: NetworkPlan): readonly Presented[] {
  const ordering = orderers.flatMap(({ folder, organisation }) =>
    ofNode(folder, path.join(dataDir, 'orderers', organisation, 'msp'), 'orderer'),
  );
  const members = organisations.flatMap(({ folder, peers }) => {
    const msp = path.join(folder, 'msp');
    const identity = path.join(folder, 'gateway', 'identity');
    return [
      signing(path.join(folder, 'admin', 'msp'), msp, 'admin'),
      {
        certificate: path.join(identity, 'cert.pem'),
        key: path.join(identity, 'key.pem'),
        authorities: identityAuthorities(msp),
        role: 'client' as const,
      },
      ...peers.flatMap((peer) => ofNode(peer.folder, msp, 'peer')),
    ];
  });
  return [...ordering, ...members];
}

/** A node signs with one certificate and serves with another. */
function ofNode(folder: string, msp: string, role: CertificateRole): readonly Presented[] {
  const tls = path.join(folder, 'tls');
  return [
    signing(path.join(folder, 'msp'), msp, role),
    {
      certificate: path.join(tls, 'server.crt'),
      key: path.join(tls, 'server.key'),
      authorities: [path.join(msp, 'tlscacerts'), path.join(msp, 'tlsintermediatecerts')],
    },
  ];
}

function signing(folder: string, msp: string, role: CertificateRole): Presented {
  return {
    certificate: path.join(folder, 'signcerts', 'cert.pem'),
    key: path.join(folder, 'keystore', 'key.pem'),
    authorities: identityAuthorities(msp),
    role,
  };
}

function identityAuthorities(msp: string): readonly string[] {
  return [path.join(msp, 'cacerts'), path.join(msp, 'intermediatecerts')];
}

function assertPresentable({ certificate: file, key, authorities, role }: Presented, now: Date): void {
  const certificate = read(file, (text) => new X509Certificate(text));
  assertValidAt(certificate, file, now);
  const issuer = authorities.flatMap(certificatesIn).find((one) => isIssuer(one.certificate, certificate));
  if (issuer === undefined) {
    throw new NetworkError('CERTIFICATE_FOREIGN', { file, authorities: authorities[0] ?? '' });
  }
  assertValidAt(issuer.certificate, issuer.file, now);
  if (role !== undefined && !certificate.subject.split('\n').includes(`OU=${role}`)) {
    throw new NetworkError('CERTIFICATE_WRONG_ROLE', { file, role });
  }
  if (!certificate.checkPrivateKey(read(key, createPrivateKey))) {
    throw new NetworkError('CERTIFICATE_WRONG_KEY', { file, key });
  }
}

function isIssuer(authority: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

function assertValidAt(certificate: X509Certificate, file: string, now: Date): void {
  const { validFrom, validTo } = certificate;
  if (now.getTime() > Date.parse(validTo)) {
    throw new NetworkError('CERTIFICATE_EXPIRED', { file, until: isoOf(validTo) });
  }
  if (now.getTime() < Date.parse(validFrom)) {
    throw new NetworkError('CERTIFICATE_NOT_YET_VALID', {
      file,
      from: isoOf(validFrom),
      now: now.toISOString(),
    });
  }
}

function isoOf(date: string): string {
  return new Date(date).toISOString();
}

function certificatesIn(
  folder: string,
): readonly { readonly file: string; readonly certificate: X509Certificate }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => {
    const file = path.join(folder, name);
    return { file, certificate: read(file, (text) => new X509Certificate(text)) };
  });
}

function read<T>(file: string, parse: (text: string) => T): T {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new NetworkError('CERTIFICATE_UNREADABLE', { file }, { cause });
  }
}
