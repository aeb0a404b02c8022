// SPDX-License-Identifier: Apache-2.0

/** Where a value was last written: block number and position in the block. */
export interface Version {
  readonly block: number;
  readonly tx: number;
}

/** Whether both are absent or both are the same place. */
export function sameVersion(a: Version | undefined, b: Version | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.block === b.block && a.tx === b.tx;
}

/** A value of the state with its version and its key metadata (an encoded `KVMetadataWrite`). */
export interface StateValue {
  readonly value: Buffer;
  readonly metadata: Buffer | undefined;
  readonly version: Version;
}

const HEADER_BYTES = 16; // block 8, transaction 4, length of metadata 4

/** The stored form of a value. */
export function encodeStateValue({ value, metadata, version }: StateValue): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeBigUInt64BE(BigInt(version.block));
  header.writeUInt32BE(version.tx, 8);
  header.writeUInt32BE(metadata?.length ?? 0, 12);
  return Buffer.concat(metadata ? [header, metadata, value] : [header, value]);
}

/** Reads the stored form; the value shares the memory of the bytes. */
export function decodeStateValue(bytes: Buffer): StateValue {
  const metadataEnd = HEADER_BYTES + bytes.readUInt32BE(12);
  return {
    version: { block: Number(bytes.readBigUInt64BE(0)), tx: bytes.readUInt32BE(8) },
    metadata: metadataEnd > HEADER_BYTES ? bytes.subarray(HEADER_BYTES, metadataEnd) : undefined,
    value: bytes.subarray(metadataEnd),
  };
}
