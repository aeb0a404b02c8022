// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  isPublicKey,
  keyPairOf,
  newKeyPair,
  secretOf,
  sharedSecret,
} from '@chainshare/gateway/internal/sealing/x25519.js';
import { pairKey } from '@chainshare/gateway/internal/sealing/tags.js';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** 2^255 - 19 less a small number, little-endian. */
const belowPrime = (less: number): Buffer =>
  Buffer.concat([Buffer.from([0xed - less]), Buffer.alloc(30, 0xff), Buffer.from([0x7f])]);

describe('X25519 keys', () => {
  it('agree as in RFC 7748 section 6.1', () => {
    const alice = keyPairOf(hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'));
    const bob = keyPairOf(hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'));
    expect(alice.publicKey.toString('hex')).to.equal(
      '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    );
    const secret = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';
    expect(sharedSecret(alice, bob.publicKey)?.toString('hex')).to.equal(secret);
    expect(sharedSecret(bob, alice.publicKey)?.toString('hex')).to.equal(secret);
  });

  it('come back from their secret bytes', () => {
    const pair = newKeyPair();
    const again = keyPairOf(secretOf(pair));
    expect(again.publicKey.equals(pair.publicKey)).to.equal(true);
  });

  it('have one spelling only: below 2^255 - 19, top bit clear', () => {
    expect(isPublicKey(newKeyPair().publicKey)).to.equal(true);
    expect(isPublicKey(belowPrime(1))).to.equal(true);
    expect(isPublicKey(belowPrime(0))).to.equal(false);
    expect(isPublicKey(belowPrime(-1))).to.equal(false);
    expect(isPublicKey(Buffer.alloc(32, 0xff))).to.equal(false);
    const high = Buffer.alloc(32);
    high[31] = 0x80;
    expect(isPublicKey(high)).to.equal(false);
    const lower = belowPrime(-2);
    lower[7] = 0xfe;
    expect(isPublicKey(lower)).to.equal(true);
  });

  it('are 32 bytes long', () => {
    expect(isPublicKey(Buffer.alloc(31))).to.equal(false);
    expect(isPublicKey(Buffer.alloc(33))).to.equal(false);
  });

  const lowOrder = [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  ];
  for (const point of lowOrder) {
    it(`share no secret with the low-order point ${point.slice(0, 8)}…`, () => {
      expect(sharedSecret(newKeyPair(), hex(point))).to.equal(undefined);
      expect(pairKey(newKeyPair(), hex(point))).to.equal(undefined);
    });
  }
});
