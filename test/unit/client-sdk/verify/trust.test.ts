// SPDX-License-Identifier: Apache-2.0
import { parseTrust, verify, VerificationError, type TrustFile } from '@chainshare/client/verify';
import { expect } from 'chai';
import { codeOf } from '../support/codes.js';
import { honestPlan, newCast, packOf, proofNamed, write, type Cast } from '../support/packs.js';

describe('a trust file', () => {
  let cast: Cast;
  let pack: string;
  const proof = proofNamed('the only record');

  before(async () => {
    cast = await newCast();
    pack = write(packOf(proof, honestPlan(cast, proof)));
  });

  it('may be given as text, as an object, or read once for many packs', () => {
    expect(verify(pack, JSON.stringify(cast.trust))).to.deep.equal(verify(pack, cast.trust));
    expect(verify(pack, parseTrust(cast.trust))).to.deep.equal(verify(pack, cast.trust));
  });

  it('labels what was verified against the embedded ledger', () => {
    expect(verify(pack, { ...cast.trust, development: true }).development).to.equal(true);
  });

  it('names the member that cannot be used', () => {
    const broken: readonly [unknown, string][] = [
      [{ ...cast.trust, channel: 7 }, 'channel'],
      [{ ...cast.trust, development: 'yes' }, 'development'],
      [{ ...cast.trust, msps: [] }, 'msps'],
      [
        { ...cast.trust, msps: { Xinqiao: { roots: ['none'], intermediates: [], crls: [] } } },
        'msps.Xinqiao.roots',
      ],
      [
        { ...cast.trust, msps: { Xinqiao: { roots: [], intermediates: [], crls: ['none'] } } },
        'msps.Xinqiao.crls',
      ],
      [{ ...cast.trust, msps: { Xinqiao: { roots: [], crls: [] } } }, 'msps.Xinqiao.intermediates'],
      [{ ...cast.trust, blockPolicy: { signatures: 2, of: ['OrdererMSP'] } }, 'blockPolicy.signatures'],
      [{ ...cast.trust, blockPolicy: { signatures: 1, of: [1] } }, 'blockPolicy.of'],
    ];
    for (const [file, member] of broken) {
      expect(() => parseTrust(file as TrustFile))
        .to.throw(VerificationError, member)
        .with.property('code', 'BAD_TRUST');
    }
    expect(codeOf(() => parseTrust('{'))).to.equal('BAD_TRUST');
  });
});
