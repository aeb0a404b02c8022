// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { answerOf, faultsOf } from './answers.js';
import { allFor, valuesOf } from './opening.js';
import { callOf, RunningPublisher } from './running-publisher.js';

describe('publishing to whom records name', () => {
  let publisher: RunningPublisher;
  before(async () => {
    publisher = await RunningPublisher.start();
  });
  after(async () => {
    await publisher.remove();
  });

  const publish = (key: string, kind: string, records: readonly JsonObject[]) =>
    publisher.publish(callOf(key, records, { body: { kind } }));

  const notice = {
    ...{ noticeId: 'N-1', type: 'shortage', severity: 'major', updatedAt: '2026-11-25T07:00:00Z' },
  };

  it('makes of a notice one record for each recipient, who learns of no other', async () => {
    const answer = answerOf(await publish('n', 'notice', [{ ...notice, recipients: ['Xinghe', 'Guyu'] }]));
    expect(answer.accepted).to.equal(2);
    const audiences = answer.publications.map(({ records, audience }) => [
      records.map(({ row }) => row),
      audience.map(({ enterprise }) => enterprise),
    ]);
    expect(audiences).to.have.deep.members([
      [[1], ['Xinghe']],
      [[1], ['Guyu']],
    ]);
    const seen = (await allFor('Guyu', publisher)).flatMap((one) => valuesOf(one, 'identity'));
    expect(seen.map(({ noticeId, recipient }) => [noticeId, recipient])).to.deep.equal([['N-1', 'Guyu']]);
  });

  it('refuses recipients that are nobody, and a notice to nobody, at their places', async () => {
    const to = (recipients: readonly string[]) => publish('r', 'notice', [{ ...notice, recipients }]);
    expect(await faultsOf(to(['Xinghe', 'Nobody']))).to.deep.equal([
      '1 /records/0/recipients/1 UNKNOWN_PARTY',
    ]);
    expect(await faultsOf(to(['Xinghe', 'Xinghe']))).to.deep.equal(['1 /records/0/updatedAt DUPLICATE_KEY']);
    expect(await faultsOf(to([]))).to.include('1 /records/0/recipient REQUIRED');
  });

  it('counts the parties of every section, not of identity alone', async () => {
    const event = {
      ...{ eventID: 'urn:uuid:3a0e7f6e-3b0b-4f4e-9d8a-0d6c6a1f0001', line: 0, lines: 0, type: 'Object' },
      ...{
        action: 'OBSERVE',
        eventTime: '2026-11-25T07:00:00Z',
        eventTimeZoneOffset: '+08:00',
        role: 'event',
      },
      parties: ['Qiming'],
    };
    const { publications, warnings } = answerOf(await publish('e', 'event', [event]));
    expect(warnings).to.deep.equal([]);
    expect(publications[0]?.audience.map(({ enterprise }) => enterprise)).to.deep.equal(['Qiming']);
  });

  it('refuses a response to what is not held, and to its own records', async () => {
    const response = { verdict: 'acknowledge', respondedAt: '2026-11-25T07:30:00Z' };
    const unknown = { ...response, answers: `${'0'.repeat(64)}.0` };
    expect(await faultsOf(publish('u', 'response', [unknown]))).to.deep.equal([
      '1 /records/0/answers UNKNOWN_RECORD',
    ]);
    const { publications } = answerOf(
      await publish('o', 'notice', [{ ...notice, noticeId: 'N-2', recipient: 'Xinghe' }]),
    );
    const own = { ...response, answers: publications[0]?.records[0]?.id ?? '' };
    expect(await faultsOf(publish('v', 'response', [own]))).to.deep.equal([
      '1 /records/0/answers NOT_ALLOWED',
    ]);
  });
});
