// SPDX-License-Identifier: Apache-2.0
import { fromUtf8 } from './bytes.js';
import { readMessage } from './protobuf.js';

/** A public write: the state key and what it becomes. */
export interface PublicWrite {
  readonly key: string;
  readonly isDelete: boolean;
  readonly value: Uint8Array;
}

/** A private write, of which a block shows hashes only. */
export interface PrivateWrite {
  readonly collection: string;
  readonly keyHash: Uint8Array;
  readonly valueHash: Uint8Array;
  readonly isDelete: boolean;
  readonly isPurge: boolean;
}

/** What a transaction writes in one namespace (chaincode name). */
export interface NamespaceWrites {
  readonly namespace: string;
  readonly publicWrites: readonly PublicWrite[];
  readonly privateWrites: readonly PrivateWrite[];
}

/**
 * Reads the writes of a serialized `rwset.TxReadWriteSet`. Reads, ranges and metadata do not bear on who said what.
 *
 * @throws VerificationError `MALFORMED`
 */
export function parseWriteSet(bytes: Uint8Array): readonly NamespaceWrites[] {
  const { namespaces } = readMessage(
    bytes,
    { repeated: { namespaces: 2 }, covered: 'signed' },
    'the read-write set',
  );
  return namespaces.map((namespace) => {
    const message = readMessage(
      namespace,
      { bytes: { name: 1, writes: 2 }, repeated: { collections: 3 }, covered: 'signed' },
      'a namespace of the read-write set',
    );
    return {
      namespace: fromUtf8(message.name, 'a namespace'),
      publicWrites: parsePublicWrites(message.writes),
      privateWrites: message.collections.flatMap(parsePrivateWrites),
    };
  });
}

function parsePublicWrites(bytes: Uint8Array): readonly PublicWrite[] {
  const { writes } = readMessage(bytes, { repeated: { writes: 3 }, covered: 'signed' }, 'the public writes');
  return writes.map((write) => {
    const shape = { bytes: { key: 1, value: 3 }, numbers: { isDelete: 2 }, covered: 'signed' } as const;
    const { key, value, isDelete } = readMessage(write, shape, 'a public write');
    return { key: fromUtf8(key, 'a state key'), value, isDelete: isDelete !== 0n };
  });
}

function parsePrivateWrites(bytes: Uint8Array): readonly PrivateWrite[] {
  const outer = { bytes: { collection: 1, writes: 2 }, covered: 'signed' } as const;
  const message = readMessage(bytes, outer, 'a private collection');
  const collection = fromUtf8(message.collection, 'a collection name');
  const inner = { repeated: { writes: 2 }, covered: 'signed' } as const;
  const { writes } = readMessage(message.writes, inner, 'the private writes');
  return writes.map((write) => {
    const { isDelete, isPurge, ...hashes } = readMessage(
      write,
      { bytes: { keyHash: 1, valueHash: 3 }, numbers: { isDelete: 2, isPurge: 4 }, covered: 'signed' },
      'a private write',
    );
    return { collection, ...hashes, isDelete: isDelete !== 0n, isPurge: isPurge !== 0n };
  });
}
