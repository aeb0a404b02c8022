// SPDX-License-Identifier: Apache-2.0
import { VerificationError, verifyRecord } from '@chainshare/client/verify';
import { expect } from 'chai';
import { proofVectors } from '../support/packs.js';
import { codeOf } from '../support/codes.js';

describe('the published vectors of proofs', () => {
  it('are there', () => {
    expect(proofVectors.valid.length).to.be.at.least(5);
    expect(proofVectors.refused.length).to.be.at.least(20);
  });

  for (const { name, pack } of proofVectors.valid) {
    it(`accepts ${name}`, () => {
      const { values, header, envelope } = verifyRecord(pack);
      expect(Object.keys(values)).to.include('identity');
      expect(envelope.publisher).to.equal('Xinqiao');
      expect(header.sections).to.include.members(Object.keys(values));
    });

    it(`reads ${name} from bytes as from text`, () => {
      expect(verifyRecord(Buffer.from(pack))).to.deep.equal(verifyRecord(pack));
    });
  }

  for (const { name, pack, code } of proofVectors.refused) {
    it(`refuses ${name}`, () => {
      expect(codeOf(() => verifyRecord(pack))).to.equal(code);
    });
  }

  it('says what did not hold, as a typed error', () => {
    const [first] = proofVectors.refused;
    expect(() => verifyRecord(first?.pack ?? ''))
      .to.throw(VerificationError)
      .with.property('message').that.is.not.empty;
  });
});
