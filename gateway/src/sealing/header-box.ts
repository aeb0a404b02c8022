// SPDX-License-Identifier: Apache-2.0
import { canonical, sections, type JsonValue } from '@chainshare/chaincode/model';
import { headerFault, type Header } from './header.js';
import {
  BODY_LENGTHS_AT,
  HEADER_PLAINTEXT_BYTES,
  HEADER_TEXT_AT,
  HEADER_TEXT_BYTES_MAX,
  KEY_BYTES,
} from './layout.js';
import { SealingError } from './sealing-error.js';
import { unreadable } from './unreadable-error.js';

/** What the header box holds. */
export interface HeaderBox {
  /** Roots of the four sections, in section order. */
  readonly roots: readonly Buffer[];
  /** Lengths of the four body boxes in bytes; 0 where a section is not there. */
  readonly bodyLengths: readonly number[];
  readonly header: Header;
  /** The header as canonical JSON. */
  readonly headerText: string;
}

const SPACE = 0x20;

/**
 * The canonical JSON of a header that is about to be sealed.
 *
 * @throws {@link SealingError} HEADER
 */
export function headerTextOf(header: Header): string {
  const value = header as unknown as JsonValue;
  const fault = headerFault(value);
  if (fault !== undefined) throw new SealingError('HEADER', fault);
  const text = canonical(value);
  if (text.length > HEADER_TEXT_BYTES_MAX) {
    throw new SealingError('HEADER', `a header takes at most ${HEADER_TEXT_BYTES_MAX} bytes`);
  }
  return text;
}

/** Lays a header box out: 624 bytes. */
export function encodeHeaderBox(box: Omit<HeaderBox, 'header'>): Buffer {
  const bytes = Buffer.alloc(HEADER_PLAINTEXT_BYTES, SPACE);
  bytes.set(Buffer.concat(box.roots), 0);
  box.bodyLengths.forEach((length, i) => bytes.writeUInt32BE(length, BODY_LENGTHS_AT + 4 * i));
  bytes.write(box.headerText, HEADER_TEXT_AT, 'latin1');
  return bytes;
}

/**
 * Reads a header box.
 *
 * @param bytes - 624 bytes
 * @throws {@link UnreadableError} HEADER
 */
export function decodeHeaderBox(bytes: Buffer): HeaderBox {
  // A header is ASCII, as every text in it is; whatever else is read as latin1 fails the rules of a header.
  const headerText = bytes.toString('latin1', HEADER_TEXT_AT).replace(/ +$/, '');
  return {
    roots: sections.map((_, i) => bytes.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES)),
    bodyLengths: sections.map((_, i) => bytes.readUInt32BE(BODY_LENGTHS_AT + 4 * i)),
    header: parseHeader(headerText),
    headerText,
  };
}

function parseHeader(text: string): Header {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw unreadable('HEADER', 'the header must be JSON', cause);
  }
  const fault = headerFault(value);
  if (fault !== undefined) throw unreadable('HEADER', fault);
  if (canonical(value) !== text) throw unreadable('HEADER', 'the header must be in canonical form');
  return value as unknown as Header;
}
