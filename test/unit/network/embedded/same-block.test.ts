// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { text } from '../../../conformance/test-ledger.js';
import { TestNetwork } from './test-network.js';

const { VALID, MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT, ENDORSEMENT_POLICY_FAILURE } =
  peer.TxValidationCode;

type Call = readonly [fn: string, ...args: string[]];

describe('transactions of one block', function () {
  this.timeout(30_000);
  let test: TestNetwork;

  before(async () => {
    // Blocks end when they hold two transactions, or late enough for two to meet.
    test = await TestNetwork.start(['Org1MSP'], { block: { timeoutMs: 400, maxMessages: 2 } });
    const contract = test.contract('Org1MSP');
    for (const key of ['a', 'b', 'r1', 'r3', 's1', 's2', 'v'])
      await contract.submitTransaction('put', key, '1');
  });
  after(() => test.remove());

  /** Endorses both calls before either is submitted; answers their codes, which must be of one block. */
  async function codesOf(first: Call, second: Call): Promise<number[]> {
    const contract = test.contract('Org1MSP');
    const endorsed = [];
    for (const [fn, ...args] of [first, second]) {
      endorsed.push(await contract.newProposal(fn, { arguments: args }).endorse());
    }
    const commits = [];
    for (const transaction of endorsed) commits.push(await transaction.submit());
    const statuses = await Promise.all(commits.map((commit) => commit.getStatus()));
    expect(new Set(statuses.map(({ blockNumber }) => blockNumber)).size).to.equal(1);
    return statuses.map(({ code }) => code);
  }

  const cases: readonly (readonly [title: string, first: Call, second: Call, code: number])[] = [
    ['read what an earlier one wrote: conflict', ['put', 'a', '2'], ['inc', 'a'], MVCC_READ_CONFLICT],
    ['read what an earlier one deleted: conflict', ['del', 'b'], ['inc', 'b'], MVCC_READ_CONFLICT],
    [
      'create the same key after reading that it is missing: conflict',
      ['inc', 'n'],
      ['inc', 'n'],
      MVCC_READ_CONFLICT,
    ],
    ['write the same key without reading it: both valid', ['put', 'w', '1'], ['put', 'w', '2'], VALID],
    [
      'find a new key in a range: phantom',
      ['put', 'r2', '1'],
      ['rangePut', 'r', 's', 'o'],
      PHANTOM_READ_CONFLICT,
    ],
    [
      'miss a deleted key in a range: phantom',
      ['del', 's1'],
      ['rangePut', 's', 't', 'o'],
      PHANTOM_READ_CONFLICT,
    ],
    ['write outside of the range: both valid', ['put', 'x', '1'], ['rangePut', 'r', 's', 'o'], VALID],
    [
      'touch a key whose policy an earlier one set: endorsement failure',
      ['setVP', 'v', 'Org1MSP'],
      ['put', 'v', '2'],
      ENDORSEMENT_POLICY_FAILURE,
    ],
  ];
  for (const [title, first, second, code] of cases) {
    it(title, async () => {
      expect(await codesOf(first, second)).to.deep.equal([VALID, code]);
    });
  }

  it('leave the last value and the whole history', async () => {
    const contract = test.contract('Org1MSP');
    expect(text(await contract.evaluateTransaction('get', 'w'))).to.equal('2');
    const history = JSON.parse(text(await contract.evaluateTransaction('history', 'w'))) as { v: string }[];
    expect(history.map(({ v }) => v)).to.deep.equal(['2', '1']);
  });
});
