// SPDX-License-Identifier: Apache-2.0
import { canonical, parseCanonical } from './canonical.js';
import { decodeEnvelopeFields, type EnvelopeFields } from './envelope-fields.js';
import { LedgerError } from './errors.js';
import type { JsonValue } from './json.js';
import { sha256Hex } from './sha256.js';

/** The public part of a publication, as it stands on the ledger; binary members are base64url. */
export interface Envelope {
  /** version of the sealed form */
  readonly v: 1;
  /** MSP ID of the publisher */
  readonly p: string;
  /** 16 random bytes, drawn for this publication */
  readonly a: string;
  /** root of the tree over the header and the sections, 32 bytes */
  readonly r: string;
  /** SHA-256 of the sealed bytes */
  readonly s: string;
  /** tags of 16 bytes, strictly ascending: who is meant recognises his own */
  readonly t: readonly string[];
  /** the sealed bytes themselves, where they must be there without the publisher */
  readonly b?: string;
  /** the keys in clear, 192 bytes, where the audience is the network or everybody */
  readonly k?: string;
}

/** An envelope whose every form rule holds. */
export interface ParsedEnvelope {
  readonly envelope: Envelope;
  /** the binary members, decoded */
  readonly fields: EnvelopeFields;
  /** the envelope's exact bytes, which its id names */
  readonly bytes: Buffer;
  readonly id: string;
}

/**
 * Reads an envelope and checks every rule of its form (`docs/format.md`, "Envelope").
 *
 * @param text - the envelope, as text or as its UTF-8 bytes without byte order mark
 * @throws {@link LedgerError} NOT_CANONICAL, ENVELOPE_MEMBERS, ENVELOPE_VERSION, FIELD_TYPE, PUBLISHER_ID,
 * NOT_BASE64URL, FIELD_LENGTH, TAG_COUNT, TAG_ORDER, INLINE_TOO_LARGE, SEALED_HASH or OPEN_KEYS, in this
 * order, with the place as a JSON pointer
 */
export function parseEnvelope(text: string | Uint8Array): ParsedEnvelope {
  const decoded = typeof text === 'string' ? text : decodeUtf8(text);
  return checkEnvelope(parseCanonical(decoded), decoded);
}

/**
 * Checks a value that was read from canonical text, as {@link parseEnvelope} does.
 *
 * @param text - the canonical text of the value
 * @param at - JSON pointer to the envelope, put before the place of a fault
 */
export function checkEnvelope(value: JsonValue, text: string, at = ''): ParsedEnvelope {
  const fields = decodeEnvelopeFields(value, at);
  const bytes = Buffer.from(text, 'utf8');
  return { envelope: value as unknown as Envelope, fields, bytes, id: publicationId(bytes) };
}

/** The id of a publication: SHA-256 of the envelope's exact bytes in lower-case hex. */
export function publicationId(bytes: Uint8Array): string {
  return sha256Hex(bytes);
}

/** The canonical text of an envelope, whose UTF-8 bytes its id names. */
export function envelopeText(envelope: Envelope): string {
  return canonical(envelope as unknown as JsonValue);
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    // A byte order mark is kept, so that it is refused as not canonical.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new LedgerError('NOT_CANONICAL', 'an envelope must be valid UTF-8');
  }
}
