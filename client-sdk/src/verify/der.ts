// SPDX-License-Identifier: Apache-2.0
import * as asn1js from 'asn1js';
import { DER_DEPTH_MAX, DER_NODES_MAX } from './limits.js';
import { assertVerified } from './verification-error.js';

const CONTEXT_CLASS = 3;
const UNIVERSAL_CLASS = 1;

/** Universal ASN.1 tags that certificates and revocation lists are made of (X.680 table 1). */
export const TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  oid: 6,
  utcTime: 23,
  generalizedTime: 24,
} as const;

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
 * Reads one DER element that fills all of `bytes`. Indefinite lengths, which only BER has, are refused.
 *
 * @throws VerificationError `MALFORMED`; `what` names the element.
 */
export function parseDer(bytes: Uint8Array, what: string): DerNode {
  const parsed = asn1js.fromBER(bytes, {
    maxDepth: DER_DEPTH_MAX,
    maxNodes: DER_NODES_MAX,
    parseEmbedded: false,
  });
  assertVerified(parsed.offset === bytes.length, 'MALFORMED', `${what} is not DER`);
  return toNode(parsed.result, what);
}

function toNode(block: asn1js.AsnType, what: string): DerNode {
  assertVerified(!block.lenBlock.isIndefiniteForm, 'MALFORMED', `${what} has an indefinite length`);
  const bytes = block.valueBeforeDecodeView;
  const children = block instanceof asn1js.Constructed ? block.valueBlock.value : [];
  return {
    universal: block.idBlock.tagClass === UNIVERSAL_CLASS ? block.idBlock.tagNumber : undefined,
    context: block.idBlock.tagClass === CONTEXT_CLASS ? block.idBlock.tagNumber : undefined,
    bytes,
    content: bytes.subarray(block.idBlock.blockLength + block.lenBlock.blockLength),
    children: children.map((child) => toNode(child as asn1js.AsnType, what)),
  };
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
