// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { callOf, RunningPublisher, stock } from '../publish/running-publisher.js';

const body = (changes: JsonObject = {}): JsonObject => ({
  name: 'tags',
  kinds: ['inventory'],
  to: { enterprises: ['Guyu'] },
  ...changes,
});
const codeOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => 'answered',
    (error: unknown) => (error as { code?: string }).code,
  );

describe('policies of an enterprise', () => {
  let publisher: RunningPublisher;
  beforeEach(async () => {
    publisher = await RunningPublisher.start();
  });
  afterEach(async () => {
    await publisher.remove();
  });

  it('are created, listed, replaced under their version and removed', async () => {
    const { policies } = publisher;
    const created = await policies.create(body());
    const id = created.value['id'] as string;
    expect(created).to.deep.equal({ version: 1, value: { id, ...body() } });
    expect(await policies.read(id)).to.deep.equal(created);
    const replaced = await policies.replace(id, 1, body({ name: 'labels' }), false);
    expect(replaced).to.deep.equal({ version: 2, value: { id, ...body({ name: 'labels' }) } });
    expect(await policies.list()).to.deep.equal([replaced]);
    expect(await codeOf(policies.replace(id, 1, body(), false))).to.equal('PRECONDITION_FAILED');
    expect(await codeOf(policies.remove(id, 1, false))).to.equal('PRECONDITION_FAILED');
    await policies.remove(id, 2, false);
    expect(await policies.list()).to.deep.equal([]);
    expect(await codeOf(policies.read(id))).to.equal('POLICY_NOT_FOUND');
    expect(await codeOf(policies.remove(id, 2, false))).to.equal('POLICY_NOT_FOUND');
  });

  it('are refused when they are wrong', async () => {
    expect(await codeOf(publisher.policies.create(body({ kinds: ['weather'] })))).to.equal('INVALID_REQUEST');
    expect(await codeOf(publisher.policies.create(null))).to.equal('INVALID_REQUEST');
  });

  it('end what they granted only when that is asked for', async () => {
    const { policies } = publisher;
    const { value } = await policies.create(body());
    const answer = await publisher.publish(callOf('k', [stock()]));
    const [publication] = answer.body['publications'] as { id: string }[];
    const revokedAt = async () => {
      const [given] = await publisher.store.read('grant-given.of', { publication: publication?.id ?? '' });
      return given?.revokedAt;
    };
    await policies.replace(value['id'] as string, 1, body({ to: { enterprises: ['Qiming'] } }), false);
    expect(await revokedAt()).to.equal(null);
    await policies.replace(value['id'] as string, 2, body(), true);
    expect(await revokedAt()).to.equal('2026-11-25T08:00:00.000Z');
  });

  it('explain what was granted of an own record, and what would be granted now', async () => {
    const { policies } = publisher;
    const { value } = await policies.create(body({ sections: ['identity'] }));
    const answer = await publisher.publish(callOf('k', [stock()]));
    const [publication] = answer.body['publications'] as { id: string }[];
    await policies.remove(value['id'] as string, 1, false);
    const record = `${publication?.id ?? ''}.0`;
    expect(await policies.explain({ enterprise: 'Guyu', record })).to.deep.equal({
      enterprise: 'Guyu',
      kind: 'inventory',
      sees: true,
      given: {
        sections: ['identity'],
        policy: [value['id']],
        grantedAt: '2026-11-25T08:00:00.000Z',
        revokedAt: null,
      },
      sections: [],
      obstacle: null,
      rules: [{ policy: 'named', name: 'named', verdict: 'not-addressed', sections: [] }],
    });
    expect(await policies.explain({ enterprise: 'Qiming', record })).to.deep.include({
      sees: false,
      given: null,
    });
  });

  it('explain values that were not published', async () => {
    const question = { enterprise: 'Xinghe', kind: 'inventory', values: stock({ customer: 'Xinghe' }) };
    expect(await publisher.policies.explain(question)).to.deep.include({
      sees: true,
      sections: ['identity', 'quantity'],
      rules: [{ policy: 'named', name: 'named', verdict: 'grants', sections: ['identity', 'quantity'] }],
    });
  });

  it('do not explain what is no question, or what others have said', async () => {
    const { policies } = publisher;
    const values = stock();
    const questions: readonly [unknown, string][] = [
      [[], 'INVALID_REQUEST'],
      [{ enterprise: 'Xinghe' }, 'INVALID_REQUEST'],
      [{ enterprise: 'Xinghe', record: 'x', kind: 'inventory', values }, 'INVALID_REQUEST'],
      [{ enterprise: 'Nobody', kind: 'inventory', values }, 'INVALID_REQUEST'],
      [
        { enterprise: 'Xinghe', kind: 'inventory', values: { ...values, direction: 'up' } },
        'INVALID_REQUEST',
      ],
      [{ enterprise: 'Xinghe', kind: 'weather', values }, 'KIND_NOT_FOUND'],
      [{ enterprise: 'Xinghe', record: `${'0'.repeat(64)}.0` }, 'RECORD_NOT_FOUND'],
    ];
    for (const [question, code] of questions) expect(await codeOf(policies.explain(question))).to.equal(code);
  });
});
