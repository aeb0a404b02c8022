// SPDX-License-Identifier: Apache-2.0
import { parseCertificate, type Certificate } from './certificate.js';
import { parseJson, type Json } from './canonical-json.js';
import { asArray, asInteger, asObject, asString } from './json-form.js';
import { TRUST_DEPTH_MAX } from './limits.js';
import { fromPem, type PemLabel } from './pem.js';
import { parseRevocationList, type RevocationList } from './revocation-list.js';
import { assertVerified, VerificationError } from './verification-error.js';

/** Whom an organisation's certificates must lead to. */
export interface Authorities {
  readonly roots: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  readonly revocations: readonly RevocationList[];
}

/** Whom a reader trusts, taken from the channel's configuration; never from what is to be verified. */
export interface Trust {
  readonly channel: string;
  /** By MSP ID: each organisation speaks through its own authorities only. */
  readonly msps: ReadonlyMap<string, Authorities>;
  readonly orderers: ReadonlyMap<string, Authorities>;
  /** A block counts when so many different ones of these organisations signed it. */
  readonly blockPolicy: { readonly signatures: number; readonly of: readonly string[] };
  /** The ledger is the embedded one: one process plays every organisation, so its word is for development only. */
  readonly development: boolean;
}

/** PEM texts of one organisation, as a trust file has them. */
export interface AuthoritiesFile {
  readonly roots: readonly string[];
  readonly intermediates: readonly string[];
  readonly crls: readonly string[];
}

/** The contents of `trust.json` (format 10, "The trust file"). */
export interface TrustFile {
  readonly channel: string;
  readonly msps: Readonly<Record<string, AuthoritiesFile>>;
  readonly orderers: Readonly<Record<string, AuthoritiesFile>>;
  readonly blockPolicy: { readonly signatures: number; readonly of: readonly string[] };
  readonly development: boolean;
}

/**
 * Reads a trust file.
 *
 * @param file - its text, or what it parses to
 * @throws VerificationError `BAD_TRUST`
 */
export function parseTrust(file: string | TrustFile): Trust {
  try {
    const text = typeof file === 'string' ? file : JSON.stringify(file);
    return trustOf(parseJson(text, TRUST_DEPTH_MAX, 'the trust file'));
  } catch (cause) {
    if (!(cause instanceof VerificationError)) throw cause;
    throw new VerificationError('BAD_TRUST', `The trust file cannot be used: ${cause.message}`, { cause });
  }
}

function trustOf(value: Json): Trust {
  const object = asObject(value, 'the trust file');
  const policy = asObject(object['blockPolicy'], 'blockPolicy');
  const of = asArray(policy['of'], 'blockPolicy.of').map((id) => asString(id, 'blockPolicy.of'));
  const development = object['development'];
  assertVerified(typeof development === 'boolean', 'MALFORMED', 'development is neither true nor false');
  return {
    channel: asString(object['channel'], 'channel'),
    msps: authoritiesById(object['msps'], 'msps'),
    orderers: authoritiesById(object['orderers'], 'orderers'),
    blockPolicy: { signatures: asInteger(policy['signatures'], 1, of.length, 'blockPolicy.signatures'), of },
    development,
  };
}

function authoritiesById(value: Json | undefined, what: string): ReadonlyMap<string, Authorities> {
  const entries = Object.entries(asObject(value, what));
  return new Map(entries.map(([id, entry]) => [id, authoritiesOf(entry, `${what}.${id}`)]));
}

function authoritiesOf(value: Json, what: string): Authorities {
  const object = asObject(value, what);
  return {
    roots: derOf(object['roots'], 'CERTIFICATE', `${what}.roots`).map((der) =>
      parseCertificate(der, `${what}.roots`),
    ),
    intermediates: derOf(object['intermediates'], 'CERTIFICATE', `${what}.intermediates`).map((der) =>
      parseCertificate(der, `${what}.intermediates`),
    ),
    revocations: derOf(object['crls'], 'X509 CRL', `${what}.crls`).map((der) =>
      parseRevocationList(der, `${what}.crls`),
    ),
  };
}

function derOf(list: Json | undefined, label: PemLabel, what: string): readonly Uint8Array[] {
  return asArray(list, what).map((text) => fromPem(asString(text, what), label, what));
}
