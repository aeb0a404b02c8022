// SPDX-License-Identifier: Apache-2.0
import { LedgerError, ledgerErrorCodes, parseLedgerError } from '@chainshare/chaincode/model';
import { expect } from 'chai';

describe('LedgerError', () => {
  const error = new LedgerError('EXISTS', '1 of 2 were published before', { existing: 1, total: 2 });

  it('carries code, sentence and facts in its message', () => {
    expect(error.message).to.equal('EXISTS: 1 of 2 were published before {"existing":1,"total":2}');
    expect(new LedgerError('PURGED', 'gone').message).to.equal('PURGED: gone');
  });

  it('is read back from its message, with and without what Fabric puts in front', () => {
    const parts = {
      code: 'EXISTS',
      sentence: '1 of 2 were published before',
      facts: { existing: 1, total: 2 },
    };
    for (const before of [
      '',
      'chaincode response 500, ',
      'evaluate call to endorser returned error: chaincode response 500, ',
    ]) {
      expect(parseLedgerError(before + error.message)).to.deep.equal(parts);
    }
    for (const code of ledgerErrorCodes) {
      expect(parseLedgerError(new LedgerError(code, 'a: b').message)).to.deep.equal({
        code,
        sentence: 'a: b',
        facts: {},
      });
    }
  });

  it('keeps the code of a message whose facts are cut off', () => {
    expect(parseLedgerError('EXISTS: before {"a":}')).to.deep.equal({
      code: 'EXISTS',
      sentence: 'before',
      facts: {},
    });
  });

  it('takes no other message for one of its own', () => {
    for (const message of ['', 'EXISTS', 'NO_SUCH_CODE: text', 'failed to endorse', 'toString: x']) {
      expect(parseLedgerError(message), message).to.equal(undefined);
    }
  });
});
