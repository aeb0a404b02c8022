// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { FingerprintSet } from '@chainshare/gateway/internal/intake/fingerprint-set.js';

const keyOf = (i: number): string => createHash('sha256').update(String(i)).digest('hex');

describe('fingerprints of rows', () => {
  it('know a key and time that were there', () => {
    const set = new FingerprintSet();
    expect(set.add(keyOf(1), 5n)).to.equal(true);
    expect(set.add(keyOf(1), 5n)).to.equal(false);
  });

  it('tell times of one key apart, to the nanosecond and over centuries', () => {
    const set = new FingerprintSet();
    const times = [0n, 1n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 32n + 1n, 2n ** 62n, -1n, -(2n ** 62n)];
    expect(times.map((time) => set.add(keyOf(1), time))).to.deep.equal(times.map(() => true));
    expect(times.map((time) => set.add(keyOf(1), time))).to.deep.equal(times.map(() => false));
  });

  it('take a key without a time once', () => {
    const set = new FingerprintSet();
    expect(set.add(keyOf(1), null)).to.equal(true);
    expect(set.add(keyOf(1), null)).to.equal(false);
    expect(set.add(keyOf(2), null)).to.equal(true);
  });

  it('forget nothing while they grow', () => {
    const set = new FingerprintSet();
    const keys = Array.from({ length: 20_000 }, (_, i) => keyOf(i));
    expect(keys.every((key) => set.add(key, 7n))).to.equal(true);
    expect(keys.some((key) => set.add(key, 7n))).to.equal(false);
    expect(keys.every((key) => set.add(key, 8n))).to.equal(true);
  });
});
