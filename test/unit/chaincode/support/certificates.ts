// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509';

cryptoProvider.set(webcrypto);

/** An identity of an organisation, with a real certificate. */
export interface Certificate {
  readonly mspId: string;
  readonly pem: string;
}

/** Makes a self-signed certificate with these subject units; chains are checked by the peer, not by chaincode. */
export async function newCertificate(mspId: string, ...subject: readonly string[]): Promise<Certificate> {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [`CN=someone`, ...subject].join(', '),
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    notBefore: new Date('2026-01-01'),
    notAfter: new Date('2036-01-01'),
  });
  return { mspId, pem: certificate.toString('pem') };
}

/** What fabric-shim derives from the proposal's creator. */
export function callerIdentity({ mspId, pem }: Certificate): object {
  return { getMSPID: () => mspId, getIDBytes: () => Buffer.from(pem) };
}
