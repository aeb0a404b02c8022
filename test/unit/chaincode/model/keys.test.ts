// SPDX-License-Identifier: Apache-2.0
import {
  decodeBase64url,
  encodeBase64url,
  implicitCollection,
  implicitCollectionOwner,
  memberKey,
  parseMemberKey,
  parseProposalKey,
  parsePublicationKey,
  proposalKey,
  publicationKey,
} from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { refusalOf } from '../support/refusals.js';

const id = 'ab'.repeat(32);

describe('ledger keys', () => {
  it('name a publication by publisher and id', () => {
    expect(publicationKey('Xinghe', id)).to.equal(`pub~Xinghe~${id}`);
    expect(parsePublicationKey(`pub~Xinghe~${id}`)).to.deep.equal({ publisher: 'Xinghe', id });
  });

  for (const key of [
    `pub~X~Y~${id}`,
    `pub~~${id}`,
    `pub~X~${id.toUpperCase()}`,
    `tomb~${id}`,
    'pub~X',
    'pub~',
  ]) {
    it(`does not take ${key.slice(0, 12)} for a publication`, () => {
      expect(parsePublicationKey(key)).to.equal(undefined);
    });
  }

  it('name members, proposals and collections both ways', () => {
    expect([parseMemberKey(memberKey('Xinghe')), parseMemberKey('proposal~1')]).to.deep.equal([
      'Xinghe',
      undefined,
    ]);
    expect([parseProposalKey(proposalKey('1')), parseProposalKey('member~X')]).to.deep.equal([
      '1',
      undefined,
    ]);
    expect([
      implicitCollectionOwner(implicitCollection('X')),
      implicitCollectionOwner('prices'),
    ]).to.deep.equal(['X', undefined]);
  });
});

describe('base64url', () => {
  it('writes bytes in one way and reads it back', () => {
    const bytes = Buffer.from([0xfb, 0xff, 0xfe, 0]);
    expect(encodeBase64url(bytes.subarray(0, 3))).to.equal('-__-');
    expect(decodeBase64url(encodeBase64url(bytes))).to.deep.equal(bytes);
  });

  for (const text of ['AA==', 'AB', '+/==', 'A', 'AA AA', 'AA\n']) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(refusalOf(() => decodeBase64url(text, '/a'))).to.equal('NOT_BASE64URL at /a');
    });
  }
});
