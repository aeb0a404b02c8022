// SPDX-License-Identifier: Apache-2.0
import { ledger } from '@hyperledger/fabric-protos';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';

export { common, gateway, google, ledger, msp, orderer, peer } from '@hyperledger/fabric-protos';

/** Messages of `ledger/rwset/kvrwset`. */
export const kvrwset = ledger.rwset.kvrwset;
/** Messages of `ledger/rwset`. */
export const rwset = ledger.rwset;
/** `google.protobuf.Any`; the package is CommonJS, so its named exports hide behind the default. */
export const Any = any.Any;
/** `google.protobuf.Timestamp`. */
export const Timestamp = timestamp.Timestamp;

/** No bytes: the protobuf default of a bytes field. */
export const NO_BYTES = Buffer.alloc(0);

/** The wire bytes of a message. */
export function encode(message: { serializeBinary(): Uint8Array }): Buffer {
  return buffer(message.serializeBinary());
}

/** The same memory as a Buffer, without copying. */
export function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether two byte strings are equal. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
