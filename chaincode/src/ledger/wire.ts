// SPDX-License-Identifier: Apache-2.0

/**
 * Finds the last length-delimited field of that number in a protobuf message (encoding specification,
 * "Message Structure"; of a repeated single field the last one counts).
 *
 * Chaincode needs two such fields of one message; a message library for them would be more code for the
 * members to approve than these lines.
 *
 * @returns the field's bytes, or `undefined` when it is absent or the message is broken
 */
export function lengthDelimitedField(message: Uint8Array, number: number): Uint8Array | undefined {
  let found: Uint8Array | undefined;
  let at = 0;
  while (at < message.length) {
    const key = readVarint(message, at);
    const value = key && readValue(message, key.end, key.value & 7);
    if (!value) return undefined;
    if (key.value >>> 3 === number && value.bytes !== undefined) found = value.bytes;
    at = value.end;
  }
  return found;
}

interface Span {
  readonly end: number;
  readonly bytes?: Uint8Array;
}

/** Wire types: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
function readValue(message: Uint8Array, at: number, wireType: number): Span | undefined {
  switch (wireType) {
    case 0:
      return readVarint(message, at);
    case 1:
      return within(message, at + 8);
    case 2: {
      const length = readVarint(message, at);
      const span = length && within(message, length.end + length.value);
      return span && { end: span.end, bytes: message.subarray(length.end, span.end) };
    }
    case 5:
      return within(message, at + 4);
    default:
      return undefined;
  }
}

function within(message: Uint8Array, end: number): Span | undefined {
  return end <= message.length ? { end } : undefined;
}

/** Of a varint the low 32 bits are kept: keys and lengths are never larger. */
function readVarint(message: Uint8Array, at: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = message[at + i];
    if (byte === undefined) return undefined;
    if (i < 5) value |= (byte & 0x7f) << (7 * i);
    if (byte < 0x80) return { value: value >>> 0, end: at + i + 1 };
  }
  return undefined;
}
