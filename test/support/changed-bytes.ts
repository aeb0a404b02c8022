// SPDX-License-Identifier: Apache-2.0

/** A copy of some bytes with one of them changed. */
export interface ChangedBytes {
  readonly bytes: Buffer;
  /** Which one, counted from 0. */
  readonly place: number;
}

/** A seed that differs from run to run; printed, it lets a failed run be repeated. */
export function newSeed(): number {
  return Date.now() >>> 0 || 1;
}

/** Copies of some bytes, each with another byte at a random place; the same seed gives the same copies. */
export function* singleByteChanges(
  original: Uint8Array,
  count: number,
  seed: number,
): Generator<ChangedBytes> {
  const next = random(seed);
  for (let change = 0; change < count; change++) {
    const place = next() % original.length;
    const bytes = Buffer.from(original);
    bytes[place] = (bytes[place] ?? 0) ^ (1 + (next() % 255));
    yield { bytes, place };
  }
}

/** xorshift32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
