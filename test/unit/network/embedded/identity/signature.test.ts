// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect } from 'chai';
import { isLowS, toLowS } from '#network/embedded/identity/signature.js';

describe('ECDSA signatures', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const data = Buffer.from('data');
  const made = Array.from({ length: 64 }, () => sign('sha256', data, privateKey));

  it('come with either s, and every one has a low form that verifies', () => {
    expect(new Set(made.map(isLowS))).to.deep.equal(new Set([true, false]));
    for (const signature of made) {
      const low = toLowS(signature);
      expect(isLowS(low)).to.be.true;
      expect(verify('sha256', data, publicKey, low)).to.be.true;
    }
  });

  it('stay as they are when s is low', () => {
    const low = made.find(isLowS) ?? Buffer.alloc(0);
    expect(toLowS(low)).to.equal(low);
  });

  for (const [title, bytes] of [
    ['nothing', []],
    ['a cut signature', [0x30, 6, 2, 1, 1, 2, 1]],
    ['a wrong tag', [0x31, 6, 2, 1, 1, 2, 1, 1]],
    ['a wrong length', [0x30, 7, 2, 1, 1, 2, 1, 1]],
    ['bytes after the end', [0x30, 6, 2, 1, 1, 2, 1, 1, 0]],
  ] as const) {
    it(`are not ${title}`, () => {
      expect(isLowS(Buffer.from(bytes))).to.be.false;
      expect(() => toLowS(Buffer.from(bytes))).to.throw('not a DER-encoded ECDSA signature');
    });
  }
});
