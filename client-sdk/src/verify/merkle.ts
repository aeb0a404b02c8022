// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, equalBytes } from './bytes.js';

const NODE = Uint8Array.of(0x01);

/** Hash of an inner node (RFC 9162 section 2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE, left, right));
}

/** Hashes on the way from a leaf to the root of a tree of `size` leaves. */
export function pathLength(index: number, size: number): number {
  let steps = 0;
  let place = index;
  for (let last = size - 1; last > 0; last = Math.floor(last / 2)) {
    // The last node of a level has no sibling when its number is even: it moves up as it stands.
    if (place % 2 === 1 || place !== last) steps++;
    place = Math.floor(place / 2);
  }
  return steps;
}

/** A leaf's place in a tree, and what it needs to reach the root. */
export interface Inclusion {
  readonly leaf: Uint8Array;
  /** From 0. */
  readonly index: number;
  /** Leaves of the tree, more than `index`. */
  readonly size: number;
  /** From the leaf to the root. */
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether a leaf hash leads to the root (RFC 9162 section 2.1.3.2). Index and size fix the length of the path. */
export function isIncluded({ leaf, index, size, path, root }: Inclusion): boolean {
  let place = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      // A last node without a right sibling moves up unchanged until it is somebody's right child.
      while (place % 2 === 0 && place !== 0) {
        place = place / 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(hash, root);
}
