// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { KEY_BYTES } from './layout.js';

const NODE_PREFIX = 0x01;

/** The hash of an inner node: SHA-256(0x01, left, right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(1 + 2 * KEY_BYTES);
  bytes[0] = NODE_PREFIX;
  bytes.set(left, 1);
  bytes.set(right, 1 + KEY_BYTES);
  return hash('sha256', bytes, 'buffer');
}

/**
 * The Merkle tree head over hashes that stand as leaves (RFC 9162 section 2.1.1).
 *
 * Joining neighbours and moving a lone last one up gives the tree of the recursive definition, without
 * recursion.
 *
 * @param leaves - at least one
 */
export function treeRoot(leaves: readonly Buffer[]): Buffer {
  let level = leaves;
  while (level.length > 1) level = levelAbove(level);
  const [root] = level;
  if (root === undefined) throw new RangeError('a tree has at least one leaf');
  return root;
}

/** The inclusion path of one leaf, from leaf to root (RFC 9162 section 2.1.3.1). */
export function inclusionPath(leaves: readonly Buffer[], index: number): readonly Buffer[] {
  const path: Buffer[] = [];
  let position = index;
  for (let level = leaves; level.length > 1; level = levelAbove(level)) {
    const neighbour = level[position ^ 1];
    // The lone last node of a level has no neighbour: it moves up as it is.
    if (neighbour !== undefined) path.push(neighbour);
    position >>= 1;
  }
  return path;
}

function levelAbove(level: readonly Buffer[]): readonly Buffer[] {
  const above: Buffer[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i] as Buffer;
    const right = level[i + 1];
    above.push(right === undefined ? left : nodeHash(left, right));
  }
  return above;
}
