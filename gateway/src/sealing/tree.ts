// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { KEY_BYTES } from './layout.js';

/** SHA-256 hashes, 32 bytes each, joined. */
export type HashList = Buffer;

const HASH_BYTES = KEY_BYTES;
const NODE_PREFIX = 0x01;

/** Makes room for hashes. */
export function newHashList(count: number): HashList {
  return Buffer.allocUnsafe(count * HASH_BYTES);
}

/** One hash of a list. */
export function hashAt(list: HashList, index: number): Buffer {
  return list.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
}

/**
 * Puts the SHA-256 of bytes into a list.
 *
 * The digest travels as a string of one character for each byte: a buffer of its own for each of thousands
 * of digests takes longer than the hashing.
 */
export function putHash(list: HashList, index: number, bytes: Uint8Array): void {
  list.write(hash('sha256', bytes, 'binary'), index * HASH_BYTES, 'latin1');
}

/** The hash of an inner node: SHA-256(0x01, left, right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from([NODE_PREFIX]), left, right]), 'buffer');
}

/**
 * The Merkle tree head over hashes that stand as leaves (RFC 9162 section 2.1.1).
 *
 * Joining neighbours and moving a lone last one up gives the tree of the recursive definition, without
 * recursion.
 *
 * @param leaves - at least one
 */
export function treeRoot(leaves: HashList): Buffer {
  if (leaves.length === 0) throw new RangeError('a tree has at least one leaf');
  let level = leaves;
  while (level.length > HASH_BYTES) level = levelAbove(level);
  return level;
}

/** The inclusion path of one leaf, from leaf to root (RFC 9162 section 2.1.3.1). */
export function inclusionPath(leaves: HashList, index: number): readonly Buffer[] {
  const path: Buffer[] = [];
  let position = index;
  for (let level = leaves; level.length > HASH_BYTES; level = levelAbove(level)) {
    const neighbour = hashAt(level, position ^ 1);
    // The lone last node of a level has no neighbour: it moves up as it is.
    if (neighbour.length > 0) path.push(neighbour);
    position >>= 1;
  }
  return path;
}

function levelAbove(level: HashList): HashList {
  const pairs = Math.floor(level.length / (2 * HASH_BYTES));
  const above = newHashList(Math.ceil(level.length / (2 * HASH_BYTES)));
  const node = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  node[0] = NODE_PREFIX;
  for (let i = 0; i < pairs; i++) {
    level.copy(node, 1, 2 * i * HASH_BYTES, 2 * (i + 1) * HASH_BYTES);
    putHash(above, i, node);
  }
  level.copy(above, pairs * HASH_BYTES, 2 * pairs * HASH_BYTES);
  return above;
}
