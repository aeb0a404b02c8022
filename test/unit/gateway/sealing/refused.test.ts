// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { openSections, readEnvelope } from '@chainshare/gateway/internal/sealing/open.js';
import { findOwnTag, openKeysOf, unwrap } from '@chainshare/gateway/internal/sealing/own-wrap.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import { pairKey } from '@chainshare/gateway/internal/sealing/tags.js';
import { openingFaults, UnreadableError } from '@chainshare/gateway/internal/sealing/unreadable-error.js';
import { keyPairOf } from '@chainshare/gateway/internal/sealing/x25519.js';
import { bytes, readVector, type RefusedVector } from './vector-files.js';

const vectors = readVector('refused.json') as readonly RefusedVector[];

/** Reads as far as the rules let it. */
function read(vector: RefusedVector): void {
  const { mspId, privateKey, publisherKey } = vector.reader;
  const keyPair = keyPairOf(bytes(privateKey));
  const envelope = readEnvelope(bytes(vector.envelope));
  const given = bytes(vector.sealed);
  const zeros = Buffer.alloc((vector.zerosTo ?? given.length) - given.length);
  const sealed = readSealedBytes(envelope, Buffer.concat([given, zeros]));
  const key = pairKey(keyPair, bytes(publisherKey)) as Buffer;
  const match = findOwnTag(envelope, mspId, [{ ownVersion: 1, theirVersion: 1, pairKey: key }]);
  const keys = openKeysOf(envelope) ?? unwrap(sealed, { mspId, keyPair }, match?.index ?? -1);
  openSections(sealed, keys);
}

function refusal(vector: RefusedVector): UnreadableError {
  try {
    read(vector);
  } catch (error) {
    if (error instanceof UnreadableError) return error;
    throw error;
  }
  throw new Error('this must not open');
}

describe('a publication that must be refused', () => {
  for (const vector of vectors) {
    it(`is refused by rule ${vector.rule}: ${vector.name}`, () => {
      const { state, reason } = refusal(vector);
      expect({ state, reason }).to.deep.equal({ state: vector.state, reason: vector.reason });
    });
  }

  it('is there for every rule of reading', () => {
    const rules = new Set(vectors.map(({ rule }) => rule));
    expect([...rules].sort((x, y) => x - y)).to.deep.equal(Array.from({ length: 25 }, (_, i) => i + 1));
    expect(vectors.map(({ reason }) => reason)).to.include.members([...openingFaults]);
  });
});
