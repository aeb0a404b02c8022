// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from './errors.js';

/** Name of the transient field that carries sealed bytes beside the envelopes. */
export const sealedListField = 's';

const lengthBytes = 4;

/**
 * Writes the transient field of `Publish` and `Restore`: for each envelope, in order, a big-endian u32
 * length and the sealed bytes; nothing but a zero length where the envelope holds them inline.
 */
export function writeSealedList(sealed: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const bytes of sealed) {
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
}

/**
 * Reads what {@link writeSealedList} wrote.
 *
 * @param count - number of envelopes in the list
 * @throws {@link LedgerError} SEALED_LIST when bytes are missing or left over
 */
export function readSealedList(list: Uint8Array, count: number): readonly Buffer[] {
  const bytes = Buffer.from(list.buffer, list.byteOffset, list.byteLength);
  const sealed: Buffer[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (bytes.length - at < lengthBytes) throw broken(i);
    const end = at + lengthBytes + bytes.readUInt32BE(at);
    if (end > bytes.length) throw broken(i);
    sealed.push(bytes.subarray(at + lengthBytes, end));
    at = end;
  }
  if (at !== bytes.length) throw broken(count);
  return sealed;
}

function broken(entry: number): LedgerError {
  return new LedgerError(
    'SEALED_LIST',
    'the sealed bytes do not stand as length and bytes for each envelope',
    {
      entry,
    },
  );
}
