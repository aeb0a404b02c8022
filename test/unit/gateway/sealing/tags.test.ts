// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  contextBytes,
  followTagOfPublication,
  followTagOfRecord,
  pairKey,
  tag,
} from '@chainshare/gateway/internal/sealing/tags.js';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { sealWrap } from '@chainshare/gateway/internal/sealing/wrap.js';
import { lingyun, xinghe, xinqiao } from './publications.js';

const context = { p: 'Xinqiao', q: 'Xinghe', a: Buffer.alloc(16, 1), r: Buffer.alloc(32, 2) };
const shared = pairKey(xinqiao.keyPair, xinghe.keyPair.publicKey) as Buffer;

describe('tags', () => {
  it('come from a key that both sides derive alike', () => {
    expect(pairKey(xinghe.keyPair, xinqiao.keyPair.publicKey)).to.deep.equal(shared);
    expect(pairKey(xinghe.keyPair, lingyun.keyPair.publicKey)).to.not.deep.equal(shared);
  });

  it('come from a key of one\u2019s own for oneself', () => {
    expect(pairKey(xinqiao.keyPair, xinqiao.keyPair.publicKey)).to.have.length(32);
  });

  it('change with publisher, recipient, random bytes and root', () => {
    const own = tag(shared, context);
    expect(own).to.have.length(16);
    for (const change of [
      { p: 'Lingyun' },
      { q: 'Lingyun' },
      { a: Buffer.alloc(16) },
      { r: Buffer.alloc(32) },
    ]) {
      expect(tag(shared, { ...context, ...change }).equals(own), Object.keys(change).join()).to.equal(false);
    }
  });

  it('never bind two pairs of names by the same bytes', () => {
    expect(
      contextBytes({ ...context, p: 'a', q: 'bc' }).equals(contextBytes({ ...context, p: 'ab', q: 'c' })),
    ).to.equal(false);
  });

  it('follow a record by its salt and a publication by the salt of its header', () => {
    const salt = Buffer.alloc(16, 3);
    expect(followTagOfRecord(salt)).to.have.length(16);
    expect(followTagOfRecord(salt).equals(followTagOfRecord(Buffer.alloc(16, 4)))).to.equal(false);
    expect(followTagOfPublication(salt)).to.deep.equal(followTagOfRecord(salt));
  });

  it('and wraps are not made for a low-order key', () => {
    expect(sealWrap(Buffer.alloc(192), newKeyPair(), Buffer.alloc(32), context)).to.equal(undefined);
  });
});
