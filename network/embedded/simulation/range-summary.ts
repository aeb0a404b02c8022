// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '../hash.js';
import { RANGE_MERKLE_DEGREE } from '../limits.js';
import { encodeReads } from './encode-set.js';
import type { MerkleSummary, Read } from './read-write-set.js';

/**
 * Collects the results of a range query: the reads themselves up to the degree, above it a Merkle tree over groups of
 * them (rwsetutil/query_results_helper.go).
 */
export class RangeSummary {
  readonly #maxDegree: number;
  readonly #levels = new Map<number, Buffer[]>();
  #pending: Read[] = [];
  #maxLevel = 1;

  constructor(maxDegree = RANGE_MERKLE_DEGREE) {
    this.#maxDegree = maxDegree;
  }

  /** Adds the next result. */
  add(read: Read): void {
    this.#pending.push(read);
    if (this.#pending.length > this.#maxDegree) this.#closeLeaf();
  }

  /** Ends the collection. */
  finish(): { reads: readonly Read[]; merkle: MerkleSummary | undefined } {
    if (this.#maxLevel === 1 && this.#level(1).length === 0)
      return { reads: this.#pending, merkle: undefined };
    if (this.#pending.length > 0) this.#closeLeaf();
    for (let level = 1; level < this.#maxLevel; level++) this.#lift(level);
    const top = this.#level(this.#maxLevel);
    if (top.length > this.#maxDegree) {
      this.#levels.set(++this.#maxLevel, [sha256(...top)]);
    }
    const hashes = this.#level(this.#maxLevel);
    return { reads: [], merkle: { maxDegree: this.#maxDegree, maxLevel: this.#maxLevel, hashes } };
  }

  #closeLeaf(): void {
    this.#push(1, sha256(encodeReads(this.#pending)));
    this.#pending = [];
    for (let level = 1; this.#level(level).length > this.#maxDegree; level++) {
      const hashes = this.#level(level);
      this.#levels.delete(level);
      this.#push(level + 1, sha256(...hashes));
      this.#maxLevel = Math.max(this.#maxLevel, level + 1);
    }
  }

  /** Moves an incomplete level up; a single hash rises as it is. */
  #lift(level: number): void {
    const hashes = this.#level(level);
    const [only] = hashes;
    if (!only) return;
    this.#levels.delete(level);
    this.#push(level + 1, hashes.length === 1 ? only : sha256(...hashes));
  }

  #level(level: number): Buffer[] {
    return this.#levels.get(level) ?? [];
  }

  #push(level: number, hash: Buffer): void {
    this.#levels.set(level, [...this.#level(level), hash]);
  }
}
