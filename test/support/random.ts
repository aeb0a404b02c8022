// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** Numbers that look random and come again with the same seed. */
export class Random {
  readonly #seed: number;
  #drawn = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    const digest = createHash('sha256').update(`${this.#seed} ${this.#drawn++}`).digest();
    return least + (digest.readUInt32BE() % (most - least + 1));
  }
}
