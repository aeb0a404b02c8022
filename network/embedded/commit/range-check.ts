// SPDX-License-Identifier: Apache-2.0
import { sameBytes } from '../protos/index.js';
import { RangeSummary } from '../simulation/range-summary.js';
import type { RangeQuery, Read } from '../simulation/read-write-set.js';
import { compareUtf8 } from '../storage/byte-order.js';
import type { StateReader } from '../storage/state.js';
import { sameVersion, type Version } from '../storage/version.js';
import type { Update, UpdateBatch } from './update-batch.js';

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
  query: RangeQuery,
  state: StateReader,
  updates: UpdateBatch,
): AsyncGenerator<Read, void> {
  const { start, end, exhausted } = query;
  const changed = changesInside(updates.updates({ namespace, isHashed: false }), query);
  let at = 0;
  for await (const { key, version } of state.range(namespace, start, end)) {
    for (let next = changed[at]; next && compareUtf8(next.key, key) < 0; next = changed[++at]) {
      yield* present(next);
    }
    const same = changed[at];
    if (same?.key === key) {
      at++;
      yield* present(same);
    } else {
      yield { key, version };
    }
  }
  for (const change of changed.slice(at)) yield* present(change);
  if (exhausted) return;
  const last = updates.get({ namespace, isHashed: false }, end) ?? state.get(namespace, end);
  if (last) yield* present({ key: end, ...last });
}

interface KeyChange {
  readonly key: string;
  readonly value: Buffer | undefined;
  readonly version: Version;
}

function changesInside(updates: ReadonlyMap<string, Update>, { start, end }: RangeQuery): KeyChange[] {
  const isInside = (key: string): boolean =>
    compareUtf8(key, start) >= 0 && (end === '' || compareUtf8(key, end) < 0);
  return [...updates]
    .filter(([key]) => isInside(key))
    .map(([key, { value, version }]) => ({ key, value, version }))
    .sort((a, b) => compareUtf8(a.key, b.key));
}

function present({ key, value, version }: KeyChange): Read[] {
  return value ? [{ key, version }] : [];
}
