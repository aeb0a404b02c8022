// SPDX-License-Identifier: Apache-2.0

/** 32-bit words of one fingerprint: 128 bits tell half a million rows apart with certainty enough. */
const WORDS = 4;

/** Places of a new set; it doubles when it is nearly full. */
const CAPACITY_FIRST = 1_024;

/** Share of places that may be taken: above it looking becomes slow, below it memory is wasted. */
const LOAD_MAX = 7 / 8;

/**
 * Remembers which keys and times a file has named. One table of numbers, since a set of strings would hold ten
 * thousands of small objects as long as the file is read.
 */
export class FingerprintSet {
  #table = new Uint32Array(CAPACITY_FIRST * WORDS);
  #size = 0;

  /**
   * Adds a record.
   *
   * @param key - its record key: SHA-256 in hex, so that its parts are as good as random
   * @param order - what orders records of one key
   * @returns false when it was there already
   */
  add(key: string, order: bigint | null): boolean {
    if (this.#size >= (this.#table.length / WORDS) * LOAD_MAX) this.#grow();
    const added = put(this.#table, wordsOf(key, order ?? 0n));
    if (added) this.#size += 1;
    return added;
  }

  /** Whether a record was added. */
  has(key: string, order: bigint | null): boolean {
    const words = wordsOf(key, order ?? 0n);
    return !isFree(this.#table, placeOf(this.#table, words));
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WORDS) {
      const words = old.subarray(at, at + WORDS);
      if (!isFree(old, at)) put(this.#table, words);
    }
  }
}

function wordsOf(key: string, order: bigint): Uint32Array {
  const words = new Uint32Array(WORDS);
  for (let i = 0; i < WORDS; i++) words[i] = Number.parseInt(key.slice(8 * i, 8 * i + 8), 16);
  const [, , low = 0, high = 0] = words;
  words[2] = low ^ Number(BigInt.asUintN(32, order));
  words[3] = high ^ Number(BigInt.asUintN(32, order >> 32n));
  return words;
}

function put(table: Uint32Array, words: Uint32Array): boolean {
  const at = placeOf(table, words);
  if (!isFree(table, at)) return false;
  table.set(words, at);
  return true;
}

/** Where a fingerprint stands, or would: open addressing with linear probing. */
function placeOf(table: Uint32Array, words: Uint32Array): number {
  const places = table.length / WORDS;
  let at = ((words[0] ?? 0) % places) * WORDS;
  while (!isFree(table, at) && !words.every((word, i) => table[at + i] === word)) {
    at = (at + WORDS) % table.length;
  }
  return at;
}

/** A fingerprint of zeros alone does not happen. */
function isFree(table: Uint32Array, at: number): boolean {
  return table[at] === 0 && table[at + 1] === 0 && table[at + 2] === 0 && table[at + 3] === 0;
}
