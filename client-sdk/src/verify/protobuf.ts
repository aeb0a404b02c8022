// SPDX-License-Identifier: Apache-2.0
import { assertVerified } from './verification-error.js';

/** Wire types of the protocol buffer encoding that Fabric's messages use. */
const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** A 64-bit number takes ten groups of seven bits. */
const VARINT_BYTES_MAX = 10;

interface Cursor {
  readonly bytes: Uint8Array;
  readonly what: string;
  offset: number;
}

/** Which fields a message has: name -> field number, by how they are stored. */
export interface MessageShape {
  /** Embedded messages, bytes and strings that occur at most once. */
  readonly bytes?: Readonly<Record<string, number>>;
  /** The same, any number of times. */
  readonly repeated?: Readonly<Record<string, number>>;
  /** Integers, booleans and enumerations that occur at most once. */
  readonly numbers?: Readonly<Record<string, number>>;
  /**
   * `signed` bytes may hold fields unknown here, since a signature covers them. `unsigned` bytes may not, must keep
   * the fields in order and leave empty ones out: whatever no signature covers has exactly one spelling.
   */
  readonly covered: 'signed' | 'unsigned';
}

type Names<T> = T extends Readonly<Record<string, number>> ? keyof T : never;

/** The fields of a message: absent bytes are empty, absent numbers are zero, as the encoding has it. */
export type Message<S extends MessageShape> = Readonly<Record<Names<S['bytes']>, Uint8Array>> &
  Readonly<Record<Names<S['repeated']>, readonly Uint8Array[]>> &
  Readonly<Record<Names<S['numbers']>, bigint>>;

/**
 * Reads one protocol buffer message. Attacker-controlled input: a field that occurs twice, a number with leading
 * zero groups, a wrong wire type and bytes behind the end are refused, since readers disagree about them.
 *
 * @param what - names the message in errors
 * @throws VerificationError `MALFORMED`
 */
export function readMessage<const S extends MessageShape>(
  bytes: Uint8Array,
  shape: S,
  what: string,
): Message<S> {
  const fields = new Map<number, FieldSlot>();
  const message: Record<string, Uint8Array | Uint8Array[] | bigint> = {};
  declare(fields, message, shape);
  const cursor: Cursor = { bytes, what, offset: 0 };
  let previous = 0;
  while (cursor.offset < bytes.length) {
    const key = readVarint(cursor);
    const number = Number(key >> 3n);
    const wireType = Number(key & 7n);
    const slot = fields.get(number);
    if (shape.covered === 'unsigned') {
      assertVerified(
        slot !== undefined && number >= previous,
        'MALFORMED',
        `${what} has an unknown or misplaced field`,
      );
    }
    previous = number;
    const value = readValue(cursor, wireType);
    if (shape.covered === 'unsigned') {
      const written = typeof value === 'bigint' ? value !== 0n : value.length > 0;
      assertVerified(written, 'MALFORMED', `${what} spells out an empty field`);
    }
    slot?.take(value, what);
  }
  return message as Message<S>;
}

interface FieldSlot {
  take(value: Uint8Array | bigint, what: string): void;
}

function declare(
  fields: Map<number, FieldSlot>,
  message: Record<string, Uint8Array | Uint8Array[] | bigint>,
  shape: MessageShape,
): void {
  for (const [name, number] of Object.entries(shape.bytes ?? {})) {
    message[name] = new Uint8Array();
    fields.set(
      number,
      single(message, name, (value) => typeof value !== 'bigint'),
    );
  }
  for (const [name, number] of Object.entries(shape.numbers ?? {})) {
    message[name] = 0n;
    fields.set(
      number,
      single(message, name, (value) => typeof value === 'bigint'),
    );
  }
  for (const [name, number] of Object.entries(shape.repeated ?? {})) {
    const list: Uint8Array[] = [];
    message[name] = list;
    fields.set(number, {
      take(value, what) {
        assertVerified(typeof value !== 'bigint', 'MALFORMED', `${what}.${name} has a wrong wire type`);
        list.push(value);
      },
    });
  }
}

function single(
  message: Record<string, Uint8Array | Uint8Array[] | bigint>,
  name: string,
  fits: (value: Uint8Array | bigint) => boolean,
): FieldSlot {
  let seen = false;
  return {
    take(value, what) {
      assertVerified(fits(value), 'MALFORMED', `${what}.${name} has a wrong wire type`);
      assertVerified(!seen, 'MALFORMED', `${what}.${name} occurs twice`);
      seen = true;
      message[name] = value;
    },
  };
}

function readValue(cursor: Cursor, wireType: number): Uint8Array | bigint {
  if (wireType === VARINT) return readVarint(cursor);
  if (wireType === LENGTH_DELIMITED) return take(cursor, readVarint(cursor));
  if (wireType === FIXED_64) return take(cursor, 8n);
  assertVerified(wireType === FIXED_32, 'MALFORMED', `${cursor.what} has an unknown wire type`);
  return take(cursor, 4n);
}

function take(cursor: Cursor, length: bigint): Uint8Array {
  const left = cursor.bytes.length - cursor.offset;
  assertVerified(length <= BigInt(left), 'MALFORMED', `${cursor.what} ends too early`);
  const end = cursor.offset + Number(length);
  const slice = cursor.bytes.subarray(cursor.offset, end);
  cursor.offset = end;
  return slice;
}

function readVarint(cursor: Cursor): bigint {
  let value = 0n;
  for (let group = 0; group < VARINT_BYTES_MAX; group++) {
    const byte = cursor.bytes[cursor.offset++];
    assertVerified(byte !== undefined, 'MALFORMED', `${cursor.what} ends too early`);
    value |= BigInt(byte & 0x7f) << BigInt(7 * group);
    if (byte < 0x80) {
      const padded = byte === 0 && group > 0;
      assertVerified(
        !padded && value < 1n << 64n,
        'MALFORMED',
        `${cursor.what} has a number in a wrong spelling`,
      );
      return value;
    }
  }
  assertVerified(false, 'MALFORMED', `${cursor.what} has a number of more than 64 bits`);
}
