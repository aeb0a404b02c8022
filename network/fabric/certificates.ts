// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { certificatesOf } from '../crypto/pem.js';
import { CHAIN_LENGTH_MAX } from './limits.js';
import { NetworkError } from './network-error.js';
import type { NetworkPlan } from './plan.js';
import { presentedBy, type Presented } from './presented.js';

/** A certificate and the file that it stands in. */
interface Kept {
  readonly file: string;
  readonly certificate: X509Certificate;
}

/** The curve on which Fabric's identities sign (docs/format.md, chapter 10); authorities may use the larger one too. */
const SIGNING_CURVES = ['prime256v1'];
const AUTHORITY_CURVES = ['prime256v1', 'secp384r1'];

/**
 * Checks every certificate of a plan before a process presents it: a peer whose certificate has expired starts, and is
 * then refused by all others for reasons that no log names.
 * @throws NetworkError as {@link assertPresentable} does
 */
export function assertCertificates(plan: NetworkPlan, now = new Date()): void {
  for (const presented of presentedBy(plan)) assertPresentable(presented, now);
}

/**
 * Checks one certificate: that it is valid, leads to a root of its organisation, and says what it is used for.
 * @throws NetworkError CERTIFICATE_UNREADABLE, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_FOREIGN,
 * CERTIFICATE_WRONG_ROLE, CERTIFICATE_WRONG_HOST, CERTIFICATE_WRONG_CURVE, CERTIFICATE_WRONG_KEY
 */
export function assertPresentable({ certificate: file, ...presented }: Presented, now: Date): void {
  const [certificate] = certificatesIn(file);
  if (certificate === undefined) throw new NetworkError('CERTIFICATE_UNREADABLE', { file });
  const isSigner = presented.role !== undefined;
  assertChain(certificate, { ...presented, isSigner, now });
  if (isSigner) assertCurve(certificate, SIGNING_CURVES);
  assertUse(certificate, presented);
  if (!certificate.certificate.checkPrivateKey(readKey(presented.key))) {
    throw new NetworkError('CERTIFICATE_WRONG_KEY', { file, key: presented.key });
  }
}

/**
 * The certificates of a file.
 * @throws NetworkError CERTIFICATE_UNREADABLE
 */
export function certificatesIn(file: string): readonly Kept[] {
  return read(file, certificatesOf).map((certificate) => ({ file, certificate }));
}

/** The certificates of every file of a folder; none where there is no such folder. */
export function certificatesBelow(folder: string): readonly Kept[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => certificatesIn(path.join(folder, name)));
}

/** Whether it has signed itself. */
export function isRoot(certificate: X509Certificate): boolean {
  return isIssuer(certificate, certificate);
}

/** Follows a certificate to a root of the organisation. */
function assertChain(
  leaf: Kept,
  {
    authorities,
    isSigner,
    now,
  }: Pick<Presented, 'authorities'> & { readonly isSigner: boolean; readonly now: Date },
): void {
  const places = [authorities].flat();
  const known =
    typeof authorities === 'string' ? certificatesIn(authorities) : places.flatMap(certificatesBelow);
  let current = leaf;
  assertValidAt(current, now);
  for (let length = 1; length <= CHAIN_LENGTH_MAX; length += 1) {
    const issuer = known.find(({ certificate }) => isIssuer(certificate, current.certificate));
    if (issuer === undefined) break;
    assertValidAt(issuer, now);
    if (isSigner) assertCurve(issuer, AUTHORITY_CURVES);
    if (isRoot(issuer.certificate)) return;
    current = issuer;
  }
  throw new NetworkError('CERTIFICATE_FOREIGN', { file: current.file, authorities: places[0] ?? '' });
}

function isIssuer(authority: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

/** That it names the role, or every host, that it is used for. */
function assertUse({ file, certificate }: Kept, { role, hosts = [] }: Omit<Presented, 'certificate'>): void {
  if (role !== undefined && !certificate.subject.split('\n').includes(`OU=${role}`)) {
    throw new NetworkError('CERTIFICATE_WRONG_ROLE', { file, role });
  }
  for (const host of hosts) {
    const named = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
    if (named === undefined) throw new NetworkError('CERTIFICATE_WRONG_HOST', { file, host });
  }
}

function assertCurve({ file, certificate }: Kept, curves: readonly string[]): void {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const found = asymmetricKeyDetails?.namedCurve ?? asymmetricKeyType ?? '';
  if (!curves.includes(found)) throw new NetworkError('CERTIFICATE_WRONG_CURVE', { file, found });
}

function assertValidAt({ file, certificate: { validFrom, validTo } }: Kept, now: Date): void {
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

/** @throws NetworkError CERTIFICATE_UNREADABLE */
export function readKey(file: string): KeyObject {
  return read(file, createPrivateKey);
}

function read<T>(file: string, parse: (text: string) => T): T {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new NetworkError('CERTIFICATE_UNREADABLE', { file }, { cause });
  }
}
