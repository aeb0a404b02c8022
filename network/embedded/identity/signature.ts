// SPDX-License-Identifier: Apache-2.0
import { buffer } from '../protos/index.js';

// Order n of the group of P-256 (FIPS 186-4, D.1.2.3); Fabric refuses s > n/2 (bccsp/sw/ecdsa.go).
const ORDER = BigInt('0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551');
const HALF_ORDER = Buffer.from((ORDER >> 1n).toString(16).padStart(64, '0'), 'hex');

const SEQUENCE = 0x30;
const INTEGER = 0x02;

interface Integers {
  readonly r: Buffer;
  readonly s: Buffer;
}

/** Reads the two integers of a DER signature; undefined when it is not exactly one short-form SEQUENCE of two INTEGERs. */
function integers(der: Uint8Array): Integers | undefined {
  const bytes = buffer(der);
  if (bytes.length < 8 || bytes[0] !== SEQUENCE || bytes[1] !== bytes.length - 2) return undefined;
  const rLength = bytes[3] ?? 0;
  const sLength = bytes[5 + rLength] ?? 0;
  if (bytes[2] !== INTEGER || bytes[4 + rLength] !== INTEGER) return undefined;
  if (6 + rLength + sLength !== bytes.length) return undefined;
  return { r: bytes.subarray(4, 4 + rLength), s: bytes.subarray(6 + rLength) };
}

function withoutLeadingZeros(integer: Buffer): Buffer {
  let start = 0;
  while (start < integer.length - 1 && integer[start] === 0) start++;
  return integer.subarray(start);
}

/** Whether a DER ECDSA signature over P-256 has the small s that Fabric demands. */
export function isLowS(der: Uint8Array): boolean {
  const found = integers(der);
  if (!found) return false;
  const s = withoutLeadingZeros(found.s);
  return s.length < HALF_ORDER.length || (s.length === HALF_ORDER.length && s.compare(HALF_ORDER) <= 0);
}

/**
 * The equivalent signature with the small s: (r, s) and (r, n - s) verify alike.
 * @throws Error when the bytes are not a DER signature.
 */
export function toLowS(der: Buffer): Buffer {
  if (isLowS(der)) return der;
  const found = integers(der);
  if (!found) throw new Error('not a DER-encoded ECDSA signature');
  const low = (ORDER - BigInt(`0x${found.s.toString('hex')}`)).toString(16).padStart(64, '0');
  let s = withoutLeadingZeros(Buffer.from(low, 'hex'));
  if ((s[0] ?? 0) & 0x80) s = Buffer.concat([Buffer.of(0), s]);
  const body = Buffer.concat([Buffer.of(INTEGER, found.r.length), found.r, Buffer.of(INTEGER, s.length), s]);
  return Buffer.concat([Buffer.of(SEQUENCE, body.length), body]);
}
