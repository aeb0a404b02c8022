// SPDX-License-Identifier: Apache-2.0
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { hasLowS } from './low-s.js';
import { x509 } from './x509.js';

/** A certificate with its private key, both as PEM. */
export interface Credential {
  readonly certificate: string;
  readonly key: string;
}

/** What Fabric's node OUs tell apart: a certificate's organisational unit is its role. */
export type CertificateRole = 'peer' | 'orderer' | 'client' | 'admin';

/** A certificate to issue: for signing under a role, or for TLS at the given hosts. */
export type CertificateRequest =
  | {
      readonly use: 'sign';
      readonly commonName: string;
      readonly role: CertificateRole;
      readonly notAfter?: Date;
    }
  | {
      readonly use: 'tls';
      readonly commonName: string;
      readonly hosts: readonly string[];
      readonly notAfter?: Date;
    };

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** An authority begins before everything it signs: Fabric judges a chain as of one second after a leaf's begin. */
const AUTHORITY_BACKDATED_MS = DAY_MS;
/** Clocks of other machines may run behind. */
const LEAF_BACKDATED_MS = 5 * 60_000;
const AUTHORITY_DAYS = 3650;
const LEAF_DAYS = 365;
const SERIAL_BYTES = 16;

type CertificateFields = Omit<x509.X509CertificateCreateParamsBase, 'serialNumber' | 'signingAlgorithm'> & {
  readonly subject: string;
  readonly issuer: string;
};

/** A new self-signed authority of an organisation, good for ten years. */
export async function newAuthority(organisation: string, commonName: string): Promise<Credential> {
  const keys = await newKeys();
  const name = `CN=${commonName}, O=${organisation}`;
  const certificate = await lowSCertificate(
    {
      subject: name,
      issuer: name,
      notBefore: new Date(Date.now() - AUTHORITY_BACKDATED_MS),
      notAfter: new Date(Date.now() + AUTHORITY_DAYS * DAY_MS),
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    keys.publicKey,
    keys.privateKey,
  );
  return { certificate, key: await privatePem(keys.privateKey) };
}

/** Issues a certificate with a new key, good for a year unless the request says otherwise. */
export async function issueCertificate(
  authority: Credential,
  request: CertificateRequest,
): Promise<Credential> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const issuerKey = await importPrivate(authority.key);
  const keys = await newKeys();
  const certificate = await lowSCertificate(
    {
      subject:
        request.use === 'sign' ? `CN=${request.commonName}, OU=${request.role}` : `CN=${request.commonName}`,
      issuer: issuer.subject,
      notBefore: new Date(Math.max(issuer.notBefore.getTime(), Date.now() - LEAF_BACKDATED_MS)),
      notAfter: request.notAfter ?? new Date(Date.now() + LEAF_DAYS * DAY_MS),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        ...usage(request),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(issuer),
      ],
    },
    keys.publicKey,
    issuerKey,
  );
  return { certificate, key: await privatePem(keys.privateKey) };
}

function usage(request: CertificateRequest): x509.Extension[] {
  if (request.use === 'sign') return [new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)];
  const names = request.hosts.map((host): x509.JsonGeneralName => ({
    type: isIP(host) === 0 ? 'dns' : 'ip',
    value: host,
  }));
  return [
    new x509.KeyUsagesExtension(
      x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment,
      true,
    ),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
    new x509.SubjectAlternativeNameExtension(names),
  ];
}

/** Signs until the signature has its low form; every other attempt does. */
async function lowSCertificate(
  fields: CertificateFields,
  publicKey: webcrypto.CryptoKey,
  signingKey: webcrypto.CryptoKey,
): Promise<string> {
  for (;;) {
    const certificate = await x509.X509CertificateGenerator.create({
      ...fields,
      // A leading 0x5a keeps the serial positive and free of leading zeros.
      serialNumber: `5a${randomBytes(SERIAL_BYTES - 1).toString('hex')}`,
      signingAlgorithm: ALGORITHM,
      publicKey,
      signingKey,
    });
    if (hasLowS(new Uint8Array(certificate.signature))) return `${certificate.toString('pem')}\n`;
  }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

function importPrivate(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), ALGORITHM, false, ['sign']);
}
