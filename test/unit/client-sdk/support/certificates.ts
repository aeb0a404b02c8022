// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { createPrivateKey, sign as signWith, type KeyObject, type webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(globalThis.crypto);

/** Half of the order of P-256 and the order itself (FIPS 186-5, D.1.2.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A certificate and the key that belongs to it. */
export interface Certified {
  readonly pem: string;
  readonly certificate: x509.X509Certificate;
  readonly key: KeyObject;
  readonly signing: webcrypto.CryptoKey;
  readonly curve: 'P-256' | 'P-384';
}

/** What a certificate should be, where it is not the usual. */
export interface CertificateWish {
  readonly unit?: string;
  readonly authority?: boolean;
  readonly pathLength?: number;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly usage?: x509.KeyUsageFlags | null;
  readonly curve?: 'P-256' | 'P-384';
  readonly extensions?: readonly x509.Extension[];
  readonly hash?: 'SHA-256' | 'SHA-384' | 'SHA-512';
}

const FROM = new Date('2026-01-01T00:00:00Z');
const TO = new Date('2060-01-01T00:00:00Z');

const USUAL = { curve: 'P-256', hash: 'SHA-256', notBefore: FROM, notAfter: TO, authority: false } as const;

/** A self-signed authority. */
export async function newRoot(name: string, wish: CertificateWish = {}): Promise<Certified> {
  return make(name, undefined, { authority: true, ...wish });
}

/** A certificate signed by an authority, or by anybody. */
export async function issue(issuer: Certified, name: string, wish: CertificateWish = {}): Promise<Certified> {
  return make(name, issuer, wish);
}

async function make(name: string, issuer: Certified | undefined, wish: CertificateWish): Promise<Certified> {
  const { curve, hash, notBefore, notAfter, authority } = { ...USUAL, ...wish };
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: curve }, true, [
    'sign',
    'verify',
  ]);
  const unit = wish.unit === undefined ? '' : `, OU=${wish.unit}`;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(crypto.getRandomValues(new Uint8Array(8)))
      .toString('hex')
      .replace(/^./, '5'),
    subject: `CN=${name}${unit}`,
    issuer: issuer?.certificate.subject ?? `CN=${name}`,
    notBefore,
    notAfter,
    publicKey: keys.publicKey,
    signingKey: issuer?.signing ?? keys.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash },
    extensions: [
      new x509.BasicConstraintsExtension(authority, wish.pathLength, true),
      ...usageOf(wish),
      ...(wish.extensions ?? []),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return { pem: certificate.toString('pem'), certificate, key, signing: keys.privateKey, curve };
}

function usageOf(wish: CertificateWish): readonly x509.Extension[] {
  if (wish.usage === null) return [];
  const { keyCertSign, digitalSignature } = x509.KeyUsageFlags;
  const usual = wish.authority === true ? keyCertSign : digitalSignature;
  return [new x509.KeyUsagesExtension(wish.usage ?? usual, true)];
}

/** A revocation list of an authority, signed by it or by somebody else. */
export async function revocationList(
  issuer: Certified,
  revoked: readonly Certified[],
  signer: Certified = issuer,
): Promise<string> {
  const list = await x509.X509CrlGenerator.create({
    issuer: issuer.certificate.subject,
    thisUpdate: FROM,
    ...(revoked.length > 0 ? { nextUpdate: TO } : {}),
    entries: revoked.map(({ certificate }) => ({
      serialNumber: certificate.serialNumber,
      revocationDate: TO,
    })),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    signingKey: signer.signing,
  });
  return list.toString('pem').replaceAll('BEGIN CRL', 'BEGIN X509 CRL').replaceAll('END CRL', 'END X509 CRL');
}

/** A DER signature over SHA-256 as Fabric wants it: with the lower s, unless the higher one is asked for. */
export function sign({ key }: Certified, message: Uint8Array, s: 'low' | 'high' = 'low'): Uint8Array {
  const pair = signWith('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const half = pair.length / 2;
  const first = BigInt(`0x${pair.subarray(half).toString('hex')}`);
  const isLow = first <= ORDER / 2n;
  const second = half !== 32 || isLow === (s === 'low') ? first : ORDER - first;
  const content = Buffer.concat([derInteger(pair.subarray(0, half)), derInteger(bytesOf(second))]);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}

function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

function derInteger(magnitude: Buffer): Buffer {
  const first = magnitude.findIndex((byte) => byte !== 0);
  const short = magnitude.subarray(first);
  const body = (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
  return Buffer.concat([Buffer.of(0x02, body.length), body]);
}
