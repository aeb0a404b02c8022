// SPDX-License-Identifier: Apache-2.0
import { DER_DEPTH_MAX } from './limits.js';
import { assertVerified } from './verification-error.js';

/** Universal ASN.1 tags that certificates and revocation lists are made of (X.680 table 1). */
export const TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  oid: 6,
  sequence: 16,
  utcTime: 23,
  generalizedTime: 24,
} as const;

/** The parts of a tag byte (X.690 section 8.1.2). */
const CLASS = 0xc0;
const CONTEXT_CLASS = 0x80;
const CONSTRUCTED = 0x20;
const NUMBER = 0x1f;

/** One element of a DER tree. */
export interface DerNode {
  /** Tag number of a universal element, undefined for the others. */
  readonly universal: number | undefined;
  /** Tag number of a context-specific element such as `[3]`, undefined for the others. */
  readonly context: number | undefined;
  /** The element with tag and length, exactly as it was signed. */
  readonly bytes: Uint8Array;
  /** What stands between length and end. */
  readonly content: Uint8Array;
  readonly children: readonly DerNode[];
}

/**
 * Reads one DER element (X.690) that fills all of `bytes`. Attacker-controlled input: what BER allows beside DER, such
 * as indefinite or padded lengths, is refused, and so are tags of more than one byte, which X.509 does not have.
 *
 * @throws VerificationError `MALFORMED`; `what` names the element.
 */
export function parseDer(bytes: Uint8Array, what: string): DerNode {
  const node = readElement(bytes, 0, what);
  assertVerified(node.bytes.length === bytes.length, 'MALFORMED', `${what} has bytes behind its end`);
  return node;
}

/** Reads the element that `bytes` begin with. */
function readElement(bytes: Uint8Array, depth: number, what: string): DerNode {
  assertVerified(depth <= DER_DEPTH_MAX, 'MALFORMED', `${what} is nested too deep`);
  const tag = bytes[0] ?? NUMBER;
  const number = tag & NUMBER;
  assertVerified(number !== NUMBER, 'MALFORMED', `${what} has a tag that is unknown here`);
  const { start, length } = readLength(bytes, what);
  assertVerified(start + length <= bytes.length, 'MALFORMED', `${what} ends too early`);
  const content = bytes.subarray(start, start + length);
  const children: DerNode[] = [];
  if ((tag & CONSTRUCTED) !== 0) {
    for (let offset = 0; offset < content.length;) {
      const child = readElement(content.subarray(offset), depth + 1, what);
      children.push(child);
      offset += child.bytes.length;
    }
  }
  return {
    universal: (tag & CLASS) === 0 ? number : undefined,
    context: (tag & CLASS) === CONTEXT_CLASS ? number : undefined,
    bytes: bytes.subarray(0, start + length),
    content,
    children,
  };
}

/** The length behind the tag byte (X.690 sections 8.1.3 and 10.1): below 128 in one byte, else in as few as it takes. */
function readLength(bytes: Uint8Array, what: string): { readonly start: number; readonly length: number } {
  const first = bytes[1] ?? 0x80;
  if (first < 0x80) return { start: 2, length: first };
  const start = 2 + (first & 0x7f);
  const digits = bytes.subarray(2, start);
  const length = digits.reduce((sum, digit) => sum * 256 + digit, 0);
  const minimal = digits.length === start - 2 && digits[0] !== 0 && length >= 0x80 && digits.length <= 4;
  assertVerified(minimal, 'MALFORMED', `${what} has a length in a wrong form`);
  return { start, length };
}

/**
 * The child at a position.
 *
 * @throws VerificationError `MALFORMED` when there is none.
 */
export function childAt(node: DerNode, index: number, what: string): DerNode {
  const child = node.children[index];
  assertVerified(child !== undefined, 'MALFORMED', `${what} is incomplete`);
  return child;
}

/**
 * An object identifier in dotted decimal.
 *
 * @throws VerificationError `MALFORMED` when the node is something else.
 */
export function oidOf(node: DerNode, what: string): string {
  assertVerified(
    node.universal === TAG.oid && node.content.length > 0,
    'MALFORMED',
    `${what} lacks an identifier`,
  );
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of node.content) {
    arc = arc * 128 + (byte & 0x7f);
    assertVerified(Number.isSafeInteger(arc), 'MALFORMED', `${what} has an oversized identifier`);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [head = 0, ...rest] = arcs;
  const root = Math.min(Math.floor(head / 40), 2);
  return [root, head - root * 40, ...rest].join('.');
}

/**
 * The bytes of a bit string of whole bytes.
 *
 * @throws VerificationError `MALFORMED` when the node is something else.
 */
export function bitStringBytes(node: DerNode, what: string): Uint8Array {
  const whole = node.universal === TAG.bitString && node.content[0] === 0;
  assertVerified(whole, 'MALFORMED', `${what} lacks a bit string`);
  return node.content.subarray(1);
}

/**
 * Milliseconds since 1970 of a UTCTime or GeneralizedTime in the form of RFC 5280 section 4.1.2.5 (seconds, `Z`).
 *
 * @throws VerificationError `MALFORMED`
 */
export function timeOf(node: DerNode, what: string): number {
  const text = String.fromCharCode(...node.content);
  const short = node.universal === TAG.utcTime && /^\d{12}Z$/.test(text);
  const long = node.universal === TAG.generalizedTime && /^\d{14}Z$/.test(text);
  assertVerified(short || long, 'MALFORMED', `${what} has a time in a wrong form`);
  // RFC 5280 section 4.1.2.5.1: two-digit years from 50 on belong to the twentieth century.
  const full = long ? text : `${Number(text.slice(0, 2)) >= 50 ? '19' : '20'}${text}`;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full) ?? [];
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}
