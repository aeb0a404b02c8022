// SPDX-License-Identifier: Apache-2.0
import { sameBytes } from '../protos/index.js';
import { RangeSummary } from '../simulation/range-summary.js';
import type { RangeQuery, Read } from '../simulation/read-write-set.js';
import { compareUtf8 } from '../storage/byte-order.js';
import type { StateReader } from '../storage/state.js';
import { sameVersion } from '../storage/version.js';
import type { UpdateBatch } from './update-batch.js';

/** Whether a range would give the same results now: the state plus what earlier transactions of the block changed. */
export async function isRangeUnchanged(
  namespace: string,
  query: RangeQuery,
  state: StateReader,
  updates: UpdateBatch,
): Promise<boolean> {
  const now = currentResults(namespace, query, state, updates);
  if (!query.merkle) return equalReads(query.reads, now);
  const summary = new RangeSummary(query.merkle.maxDegree);
  for await (const read of now) summary.add(read);
  const { merkle } = summary.finish();
  const expected = query.merkle.hashes;
  return (
    merkle?.maxLevel === query.merkle.maxLevel &&
    merkle.hashes.length === expected.length &&
    merkle.hashes.every((hash, at) => sameBytes(hash, expected[at] ?? hash))
  );
}

async function equalReads(expected: readonly Read[], now: AsyncIterable<Read>): Promise<boolean> {
  let count = 0;
  for await (const read of now) {
    const before = expected[count++];
    if (before?.key !== read.key || !sameVersion(before.version, read.version)) return false;
  }
  return count === expected.length;
}

/** Merges state and updates in key order; without exhaustion the last key seen belongs to the range. */
async function* currentResults(
  namespace: string,
  { start, end, exhausted }: RangeQuery,
  state: StateReader,
  updates: UpdateBatch,
): AsyncGenerator<Read, void> {
  const space = { namespace, isHashed: false };
  const isInside = (key: string): boolean =>
    compareUtf8(key, start) >= 0 && (end === '' || compareUtf8(key, end) < 0);
  const changed = [...updates.updates(space)]
    .filter(([key]) => isInside(key))
    .sort(([a], [b]) => compareUtf8(a, b));
  let at = 0;
  const upTo = function* (key: string | undefined): Generator<Read, void> {
    for (
      let next = changed[at];
      next && (key === undefined || compareUtf8(next[0], key) < 0);
      next = changed[++at]
    ) {
      if (next[1].value) yield { key: next[0], version: next[1].version };
    }
  };
  for await (const { key, version } of state.range(namespace, start, end)) {
    yield* upTo(key);
    if (!updates.get(space, key)) yield { key, version };
    else if (changed[at]?.[0] === key) {
      const update = changed[at++]?.[1];
      if (update?.value) yield { key, version: update.version };
    }
  }
  yield* upTo(undefined);
  if (exhausted) return;
  const last = updates.get(space, end) ?? state.get(namespace, end);
  if (last?.value) yield { key: end, version: last.version };
}
