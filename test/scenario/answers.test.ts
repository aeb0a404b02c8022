// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Client, PublishResult, Received } from '@chainshare/client';
import { RunningNetwork } from './support/running-network.js';
import { until } from './support/stock.js';

/** Waits until an enterprise holds a record. */
function held(client: Client, id: string): Promise<Received> {
  return until(
    () =>
      client.get(id).then(
        ({ data }) => data,
        () => undefined,
      ),
    20,
  );
}

const firstId = ({ publications }: PublishResult): string => publications[0]?.records[0]?.id ?? '';

describe('an answer', function () {
  this.timeout(60_000);

  let network: RunningNetwork;
  let xinqiao: Client;
  let xinghe: Client;

  before(async () => {
    network = await RunningNetwork.start('Xinqiao', 'Xinghe', 'Huazheng');
    [xinqiao, xinghe] = [await network.as('Xinqiao'), await network.as('Xinghe')];
  });

  after(async () => {
    await network.remove();
  });

  const notice = { noticeId: 'N-1', type: 'shortage', severity: 'major' } as const;

  it('goes to whoever published what it answers, which nobody types', async () => {
    const updatedAt = '2026-11-23T08:00:00+08:00';
    const asked = firstId(await xinqiao.publish('notice', [{ ...notice, recipient: 'Xinghe', updatedAt }]));
    await held(xinghe, asked);
    const respondedAt = '2026-11-23T09:00:00+08:00';
    const answer = await xinghe.publish('response', [
      { answers: asked, verdict: 'acknowledge', respondedAt },
    ]);
    expect(answer.publications[0]?.audience.map(({ enterprise }) => enterprise)).to.deep.equal(['Xinqiao']);
    const { values } = await held(xinqiao, firstId(answer));
    expect(values).to.include({ answers: asked, to: 'Xinqiao', verdict: 'acknowledge' });
  });

  it('is refused with a verdict that such a record does not take', async () => {
    const updatedAt = '2026-11-23T10:00:00+08:00';
    const asked = firstId(await xinqiao.publish('notice', [{ ...notice, recipient: 'Xinghe', updatedAt }]));
    await held(xinghe, asked);
    const answer = await network.doors.publish('Xinghe', '', {
      body: {
        kind: 'response',
        records: [{ answers: asked, verdict: 'settle', respondedAt: '2026-11-23T11:00:00+08:00' }],
      },
    });
    expect(answer.status).to.equal(400);
    expect(answer.json['errors']).to.have.nested.property('[0].pointer', '/records/0/verdict');
  });

  it('is not needed to read an agreement, but it is shown as proposed only', async () => {
    const agreement = {
      ...{ agreementId: 'Xinqiao:A-1', version: 1, type: 'data-use', effectiveFrom: '2026-12-01' },
      parties: ['Xinqiao', 'Xinghe'],
    } as const;
    const id = firstId(await xinqiao.publish('agreement', [agreement as never]));
    expect(await held(xinghe, id)).to.have.property('status', 'proposed');
  });
});

describe('a certificate', function () {
  this.timeout(60_000);

  let network: RunningNetwork;

  before(async () => {
    network = await RunningNetwork.start('Xinqiao', 'Huazheng');
  });

  after(async () => {
    await network.remove();
  });

  const certificate = {
    ...{ scheme: 'iso-9001', number: 'HZ-1', type: 'certificate', holder: 'Xinqiao', standard: 'ISO 9001' },
    ...{ issuedAt: '2026-11-20T08:00:00+08:00', validFrom: '2026-11-20', validUntil: '2027-11-19' },
    assessorLevel: 'third',
  };

  it('is shown as unregistered, a declaration for oneself is not', async () => {
    const huazheng = await network.as('Huazheng');
    const issued = firstId(
      await huazheng.publish('certificate', [
        { ...certificate, assessments: [`${'0'.repeat(64)}.0`] } as never,
      ]),
    );
    expect(await held(await network.as('Xinqiao'), issued)).to.have.property('status', 'unregistered');
    const declaration = {
      ...certificate,
      type: 'declaration',
      holder: 'Huazheng',
      assessorLevel: 'self',
      number: 'D-1',
    };
    const own = firstId(await huazheng.publish('certificate', [declaration as never]));
    expect(await held(huazheng, own)).to.not.have.property('status');
  });
});
