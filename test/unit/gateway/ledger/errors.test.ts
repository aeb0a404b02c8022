// SPDX-License-Identifier: Apache-2.0
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { GatewayError as FabricError } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { LedgerError } from '@chainshare/chaincode/model';
import { toGatewayError, type LedgerStep } from '@chainshare/gateway/internal/ledger/errors.js';

function failure(code: status, text: string, details: readonly string[] = []): FabricError {
  const cause: ServiceError = Object.assign(new Error(`${code} ${text}`), {
    code,
    details: text,
    metadata: new Metadata(),
  });
  return new FabricError({
    code,
    cause,
    details: details.map((message) => ({ message, address: 'peer0:7051', mspId: 'Xinqiao' })),
    message: cause.message,
  });
}

const exists = new LedgerError('EXISTS', 'what is published is there', { existing: 1, total: 3 }).message;
const all = 'failed to endorse transaction, see attached details for more info';

/** Texts as real Fabric 3.1.1 gave them. */
const cases: readonly [string, FabricError, LedgerStep, string][] = [
  [
    'a refusal while evaluating',
    failure(status.UNKNOWN, `evaluate call to endorser returned error: chaincode response 500, ${exists}`),
    'evaluate',
    'EXISTS',
  ],
  [
    'a refusal by all endorsers',
    failure(status.ABORTED, all, [`chaincode response 500, ${exists}`]),
    'endorse',
    'EXISTS',
  ],
  ['a refusal by some endorsers', failure(status.ABORTED, all, [exists]), 'endorse', 'EXISTS'],
  [
    'a refusal with a code of no use to callers',
    failure(status.ABORTED, all, [new LedgerError('TAG_ORDER', 'no').message]),
    'endorse',
    'ENDORSEMENT_FAILED',
  ],
  [
    'a failed chaincode',
    failure(status.UNKNOWN, 'evaluate call to endorser returned error: chaincode response 500, boom'),
    'evaluate',
    'LEDGER_REFUSED',
  ],
  [
    'endorsement refused without a word of ours',
    failure(status.ABORTED, all, ['chaincode response 500, boom']),
    'endorse',
    'ENDORSEMENT_FAILED',
  ],
  [
    'a peer that is away',
    failure(status.UNAVAILABLE, 'No connection established'),
    'evaluate',
    'LEDGER_UNAVAILABLE',
  ],
  [
    'no peer of the publisher',
    failure(status.UNAVAILABLE, 'failed to find any endorsing peers for org(s): Xinghe'),
    'evaluate',
    'LEDGER_UNAVAILABLE',
  ],
  [
    'no peer at all',
    failure(
      status.FAILED_PRECONDITION,
      'no peers available to evaluate chaincode records in channel chainshare',
    ),
    'evaluate',
    'LEDGER_UNAVAILABLE',
  ],
  [
    'too many calls',
    failure(status.UNKNOWN, 'too many requests for /gateway.Gateway, exceeding concurrency limit (500)'),
    'endorse',
    'LEDGER_UNAVAILABLE',
  ],
  [
    'a missed deadline',
    failure(status.DEADLINE_EXCEEDED, 'Deadline exceeded'),
    'endorse',
    'LEDGER_UNAVAILABLE',
  ],
  [
    'an expired certificate',
    failure(status.UNAVAILABLE, 'failed to evaluate transaction, see attached details for more info', [
      'proposal client identity expired 10m ago',
    ]),
    'evaluate',
    'LEDGER_REFUSED',
  ],
  [
    'an organisation that left',
    failure(
      status.FAILED_PRECONDITION,
      'error validating proposal: access denied: channel [c] creator org unknown, creator is malformed',
    ),
    'evaluate',
    'LEDGER_REFUSED',
  ],
  [
    'a missed deadline after signing',
    failure(status.DEADLINE_EXCEEDED, 'Deadline exceeded'),
    'submit',
    'COMMIT_UNKNOWN',
  ],
  [
    'a peer that goes away while asked',
    failure(status.UNAVAILABLE, 'Connection dropped'),
    'commit-status',
    'COMMIT_UNKNOWN',
  ],
  [
    'a transaction that the orderer refuses',
    failure(
      status.ABORTED,
      "no orderers could successfully process transaction: FORBIDDEN: policy '/Channel/Writers'",
    ),
    'submit',
    'LEDGER_REFUSED',
  ],
  ['a stream that breaks', failure(status.UNAVAILABLE, 'Connection dropped'), 'follow', 'LEDGER_UNAVAILABLE'],
];

describe('ledger errors', () => {
  for (const [title, error, step, code] of cases) {
    it(`calls ${title} ${code}`, () => {
      expect(toGatewayError(error, step)).to.have.property('code', code);
    });
  }

  it('hands over the facts of a refusal, its code as the reason', () => {
    const error = toGatewayError(failure(status.ABORTED, all, [exists]), 'endorse', 'tx1');
    expect(error).to.have.nested.property('details.transactionId', 'tx1');
    expect(error)
      .to.have.nested.property('details.facts')
      .that.deep.equals({ existing: 1, total: 3, reason: 'EXISTS' });
  });

  it('leaves alone what did not come from the ledger', () => {
    const bug = new TypeError('a bug');
    expect(toGatewayError(bug, 'evaluate')).to.equal(bug);
  });
});
