// SPDX-License-Identifier: Apache-2.0

// One byte names the key space, names end with a zero byte, numbers are big-endian so that LevelDB orders them.
const ZERO = Buffer.of(0);

/** Key spaces of the two stores. */
export type KeySpace =
  | 'b' // blocks by number
  | 'e' // values that expire, by the block that removes them
  | 'h' // history of a key
  | 'i' // which write sets hold a private key, by key hash
  | 'm' // single facts such as the height
  | 'n' // block number by header hash
  | 'p' // private write sets by block and transaction
  | 's' // state
  | 't' // place and code of a transaction by its id
  | 'x'; // transient private data by transaction id

/** 8 bytes, big-endian. */
export function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** 4 bytes, big-endian. */
export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A key made of parts inside a key space. */
export function spaceKey(space: KeySpace, ...parts: readonly (Buffer | string)[]): Buffer {
  return Buffer.concat([Buffer.from(space), ...parts.map((part) => Buffer.from(part as string))]);
}

/** What a name contributes to a key: its bytes and a zero byte, so that no name is the beginning of another. */
export function name(text: string): Buffer {
  return Buffer.concat([Buffer.from(text), ZERO]);
}

/** The namespace that holds the hashed keys and values of a collection; keys are 32 raw bytes. */
export function hashedNamespace(namespace: string, collection: string): string {
  return `${namespace}$$h${collection}`;
}

/** The namespace that holds the private values of a collection on a member's peer. */
export function privateNamespace(namespace: string, collection: string): string {
  return `${namespace}$$p${collection}`;
}

/** The key of a state value. */
export function stateKey(namespace: string, key: Buffer | string): Buffer {
  return spaceKey('s', name(namespace), key);
}

/** The beginning of all history entries of a key; the length keeps `a` apart from the key `a\0…`. */
export function historyPrefix(namespace: string, key: string): Buffer {
  const bytes = Buffer.from(key);
  return spaceKey('h', name(namespace), u32(bytes.length), bytes);
}

/** The smallest key after every key that begins with the prefix; prefixes here never end with 0xff. */
export function afterPrefix(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix);
  const last = end.length - 1;
  end[last] = (end[last] ?? 0) + 1;
  return end;
}
