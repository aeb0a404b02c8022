// SPDX-License-Identifier: Apache-2.0
import { bitStringBytes, childAt, oidOf, parseDer, TAG, timeOf, type DerNode } from './der.js';
import type { PublicKey, SignatureScheme } from './ecdsa.js';
import { equalBytes, fromUtf8, toHex } from './bytes.js';
import { assertVerified } from './verification-error.js';

const CURVES: Readonly<Record<string, PublicKey['curve']>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
};
const SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.10045.4.3.2': { hash: 'SHA-256', lowS: false },
  '1.2.840.10045.4.3.3': { hash: 'SHA-384', lowS: false },
};
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const ORGANIZATIONAL_UNIT = '2.5.4.11';
const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const ALTERNATIVE_NAMES = '2.5.29.17';
const EXTENDED_KEY_USAGE = '2.5.29.37';
/** The last two do not bear on what is checked here, but may be marked critical. */
const KNOWN_EXTENSIONS = new Set([BASIC_CONSTRAINTS, KEY_USAGE, ALTERNATIVE_NAMES, EXTENDED_KEY_USAGE]);
/** Bits of KeyUsage (RFC 5280 section 4.2.1.3), counted from the first. */
const DIGITAL_SIGNATURE = 0;
const KEY_CERT_SIGN = 5;

/** An X.509 certificate (RFC 5280), as far as trusting a Fabric identity needs it. */
export interface Certificate {
  readonly der: Uint8Array;
  /** The part that the issuer signed. */
  readonly signed: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
  readonly serial: string;
  /** Names as lower-case hex of their DER: compared as they stand, never interpreted. */
  readonly issuer: string;
  readonly subject: string;
  readonly organizationalUnits: readonly string[];
  /** Milliseconds since 1970, both inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly key: PublicKey;
  readonly isAuthority: boolean;
  /** Authorities allowed between this one and an identity; undefined is any number. */
  readonly pathLength: number | undefined;
  readonly maySignMessages: boolean;
  readonly maySignCertificates: boolean;
}

/** A signed structure of X.509: what was signed, how, and the signature. */
export interface SignedStructure {
  readonly body: DerNode;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
}

/**
 * The three parts that certificates and revocation lists have in common (RFC 5280 sections 4.1.1 and 5.1.1).
 *
 * @throws VerificationError `MALFORMED`, or `UNSUPPORTED` for an algorithm other than ECDSA with SHA-256 or SHA-384.
 */
export function parseSigned(der: Uint8Array, what: string): SignedStructure {
  const root = parseDer(der, what);
  const inForm = root.universal === TAG.sequence && root.children.length === 3;
  assertVerified(inForm, 'MALFORMED', `${what} does not have three parts`);
  const body = childAt(root, 0, what);
  const algorithm = childAt(root, 1, what);
  const scheme = SCHEMES[oidOf(childAt(algorithm, 0, what), what)];
  assertVerified(
    scheme !== undefined,
    'UNSUPPORTED',
    `${what} is not signed by ECDSA with SHA-256 or SHA-384`,
  );
  // The algorithm outside is not signed; it must be the one inside (sections 4.1.1.2 and 5.1.1.2).
  const repeated = body.children.some((child) => equalBytes(child.bytes, algorithm.bytes));
  assertVerified(repeated, 'MALFORMED', `${what} names two algorithms`);
  return { body, scheme, signature: bitStringBytes(childAt(root, 2, what), what) };
}

/**
 * Reads a certificate of version 3.
 *
 * @throws VerificationError `MALFORMED`; `UNSUPPORTED` for other keys than P-256 and P-384 or an unknown critical extension.
 */
export function parseCertificate(der: Uint8Array, what: string): Certificate {
  const { body, scheme, signature } = parseSigned(der, what);
  assertVerified(childAt(body, 0, what).context === 0, 'MALFORMED', `${what} is not of version 3`);
  const validity = childAt(body, 4, what);
  const subject = childAt(body, 5, what);
  return {
    der,
    signed: body.bytes,
    scheme,
    signature,
    serial: toHex(childAt(body, 1, what).content),
    issuer: toHex(childAt(body, 3, what).bytes),
    subject: toHex(subject.bytes),
    organizationalUnits: unitsOf(subject, what),
    notBefore: timeOf(childAt(validity, 0, what), what),
    notAfter: timeOf(childAt(validity, 1, what), what),
    key: keyOf(childAt(body, 6, what), what),
    ...extensionsOf(body, what),
  };
}

function unitsOf(name: DerNode, what: string): readonly string[] {
  const attributes = name.children.flatMap((set) => set.children);
  return attributes
    .filter((attribute) => oidOf(childAt(attribute, 0, what), what) === ORGANIZATIONAL_UNIT)
    .map((attribute) => fromUtf8(childAt(attribute, 1, what).content, what));
}

function keyOf(info: DerNode, what: string): PublicKey {
  const algorithm = childAt(info, 0, what);
  const isElliptic = oidOf(childAt(algorithm, 0, what), what) === EC_PUBLIC_KEY;
  const curve = isElliptic ? CURVES[oidOf(childAt(algorithm, 1, what), what)] : undefined;
  assertVerified(
    curve !== undefined,
    'UNSUPPORTED',
    `${what} has a key on another curve than P-256 or P-384`,
  );
  return { curve, point: bitStringBytes(childAt(info, 1, what), what) };
}

type Extensions = Pick<Certificate, 'isAuthority' | 'pathLength' | 'maySignMessages' | 'maySignCertificates'>;

function extensionsOf(body: DerNode, what: string): Extensions {
  const extensions = readExtensions(body, what);
  const usage = extensions.get(KEY_USAGE)?.content;
  const [authority, pathLength] = extensions.get(BASIC_CONSTRAINTS)?.children ?? [];
  const isAuthority = authority?.universal === TAG.boolean && authority.content[0] !== 0;
  return {
    isAuthority,
    pathLength: pathLength === undefined ? undefined : Number(`0x${toHex(pathLength.content)}`),
    maySignMessages: hasBit(usage, DIGITAL_SIGNATURE),
    maySignCertificates: isAuthority && hasBit(usage, KEY_CERT_SIGN),
  };
}

/** The values of the extensions that matter here, by identifier (RFC 5280 section 4.2). */
function readExtensions(body: DerNode, what: string): ReadonlyMap<string, DerNode> {
  const found = new Map<string, DerNode>();
  const list = body.children.find((child) => child.context === 3)?.children[0]?.children ?? [];
  for (const extension of list) {
    const oid = oidOf(childAt(extension, 0, what), what);
    assertVerified(!found.has(oid), 'MALFORMED', `${what} has an extension twice`);
    const hasFlag = childAt(extension, 1, what).universal === TAG.boolean;
    const known = KNOWN_EXTENSIONS.has(oid);
    assertVerified(known || !hasFlag, 'UNSUPPORTED', `${what} has the unknown critical extension ${oid}`);
    if (known) found.set(oid, parseDer(childAt(extension, hasFlag ? 2 : 1, what).content, what));
  }
  return found;
}

/** RFC 5280 section 4.2.1.3: without the extension the key may be used for everything. */
function hasBit(usage: Uint8Array | undefined, bit: number): boolean {
  // The first byte of a bit string counts the unused bits at its end.
  return usage === undefined || ((usage[1] ?? 0) & (0x80 >> bit)) !== 0;
}
