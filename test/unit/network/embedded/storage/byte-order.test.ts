// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { compareUtf8 } from '#network/embedded/storage/byte-order.js';

describe('the order of keys', () => {
  it('is that of their UTF-8 bytes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).to.equal(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('puts characters above U+FFFF last, which JavaScript does not', () => {
    expect(compareUtf8('\u{1F600}', '\uFFFD')).to.be.greaterThan(0);
    expect(['\uFFFD', '\u{1F600}'].sort()).to.deep.equal(['\u{1F600}', '\uFFFD']);
  });
});
