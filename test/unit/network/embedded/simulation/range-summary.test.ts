// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { RangeSummary } from '#network/embedded/simulation/range-summary.js';

function summaryOf(count: number, degree: number, changed = -1) {
  const summary = new RangeSummary(degree);
  for (let at = 0; at < count; at++) {
    const version = { block: at === changed ? 2 : 1, tx: at };
    summary.add({ key: `k${String(at).padStart(4, '0')}`, version });
  }
  return summary.finish();
}

describe('the summary of a range', () => {
  it('lists results up to the degree', () => {
    const { reads, merkle } = summaryOf(3, 3);
    expect(reads).to.have.length(3);
    expect(merkle).to.be.undefined;
  });

  it('is a Merkle tree above it', () => {
    expect(summaryOf(4, 3)).to.have.nested.property('merkle.maxLevel', 1);
    expect(summaryOf(4, 3).reads).to.be.empty;
  });

  it('grows levels and never exceeds the degree', () => {
    const levels = [4, 16, 17, 100, 500].map((count) => {
      const { merkle } = summaryOf(count, 3);
      expect(merkle?.hashes.length).to.be.within(1, 3);
      return merkle?.maxLevel;
    });
    expect(levels).to.deep.equal([...levels].sort());
    expect(levels.at(-1)).to.be.greaterThan(2);
  });

  it('differs when any one version differs', () => {
    const before = JSON.stringify(summaryOf(40, 3));
    for (let at = 0; at < 40; at++) expect(JSON.stringify(summaryOf(40, 3, at))).to.not.equal(before);
  });
});
