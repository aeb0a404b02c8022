// SPDX-License-Identifier: Apache-2.0
import { verdictFaults } from '@chainshare/chaincode/model';
import { expect } from 'chai';

/** Every verdict there is. */
const VERDICTS = ['accept', 'reject', 'counter', 'acknowledge', 'fulfil', 'dispute', 'settle', 'withdraw'];

/** What each kind of record may be answered with. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  order: ['accept', 'reject', 'counter'],
  forecast: ['accept', 'counter'],
  delivery: ['acknowledge', 'dispute'],
  notice: ['acknowledge', 'fulfil', 'reject', 'dispute'],
  agreement: ['accept', 'reject', 'counter', 'withdraw', 'dispute', 'settle'],
};

describe('the verdict of a response', () => {
  for (const [kind, allowed] of Object.entries(ALLOWED)) {
    it(`on a record of kind ${kind} is one of ${allowed.join(', ')}`, () => {
      const accepted = VERDICTS.filter((verdict) => verdictFaults(kind, verdict).length === 0);
      expect(accepted).to.have.members(allowed);
      const [fault] = VERDICTS.filter((verdict) => !allowed.includes(verdict)).flatMap((verdict) =>
        verdictFaults(kind, verdict),
      );
      expect(fault).to.include({ pointer: '/verdict', code: 'NOT_ALLOWED' });
    });
  }

  it('is none on records of other kinds', () => {
    for (const kind of ['inventory', 'response', 'toString']) {
      expect(verdictFaults(kind, 'accept').map(({ pointer }) => pointer)).to.deep.equal(['/answers']);
    }
  });
});
