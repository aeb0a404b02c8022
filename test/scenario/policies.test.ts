// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Client, JsonObject, Policy, Received, VersionedPolicy } from '@chainshare/client';
import { RunningNetwork } from './support/running-network.js';
import { received, stockOf, until } from './support/stock.js';

/** Free stock of Xinqiao: it names nobody, so whoever receives it does so by a policy. */
const free = {
  product: 'XQ-TAG-1',
  location: 'WH1',
  direction: 'outbound',
  quantity: '40',
  unit: 'H87',
  owner: 'XQ',
} as const;

const inventory = { kinds: ['inventory'] } as const;

/** Sections in which these records hold anything. */
const SECTIONS = ['identity', 'quantity', 'commercial'];

interface Rule {
  readonly policy: string;
  readonly name: string;
  readonly verdict: string;
  readonly sections: readonly string[];
}

describe('policies that change', function () {
  this.timeout(90_000);

  let network: RunningNetwork;
  let xinqiao: Client;
  let xinghe: Client;
  let qiming: Client;
  let rule: VersionedPolicy;

  before(async () => {
    network = await RunningNetwork.start('Xinqiao', 'Xinghe', 'Qiming');
    [xinqiao, xinghe, qiming] = await Promise.all([
      network.as('Xinqiao'),
      network.as('Xinghe'),
      network.as('Qiming'),
    ]);
  });

  after(async () => {
    await network.remove();
  });

  async function publish(values: object): Promise<string> {
    const { publications } = await xinqiao.publish('inventory', [{ ...free, ...values } as never]);
    return publications[0]?.records[0]?.id ?? '';
  }

  /** What would happen to a record like this one. */
  const wouldSee = (enterprise: string, values: object = {}, kind = 'inventory'): Promise<JsonObject> =>
    xinqiao.explain({ enterprise, kind, values: { ...free, asOf: '2026-11-25T08:00:00Z', ...values } });

  /** What happened to a record. */
  const sees = (enterprise: string, record: string): Promise<JsonObject> =>
    xinqiao.explain({ enterprise, record });

  const verdicts = (explanation: JsonObject): Readonly<Record<string, string>> => {
    const rules = explanation['rules'] as unknown as readonly Rule[];
    return Object.fromEntries(rules.map(({ name, verdict }) => [name, verdict]));
  };

  /** Waits until a reader is shown that a record was granted once and is no more. */
  const withdrawnFrom = (client: Client, id: string): Promise<Received> =>
    until(async () => {
      const { data } = await client.get(id);
      return data.withheld.some(({ reason }) => reason === 'revoked') ? data : undefined;
    });

  /** What was granted shows as revoked, what never was as withheld by policy, and no value of either is left. */
  async function assertRevoked(client: Client, id: string, granted: readonly string[]): Promise<void> {
    const { values, withheld } = await withdrawnFrom(client, id);
    expect(values).to.deep.equal({});
    const reason = (scope: string) => (granted.includes(scope) ? 'revoked' : 'policy');
    expect(withheld).to.deep.equal(SECTIONS.map((scope) => ({ scope, reason: reason(scope) })));
  }

  const created: Record<string, string> = {};

  it('without a policy nobody would see free stock, and the publisher is told', async () => {
    expect(await wouldSee('Xinghe')).to.deep.include({ sees: false, sections: [], obstacle: null });
    expect(verdicts(await wouldSee('Xinghe'))).to.deep.equal({ named: 'not-addressed' });
    const { warnings } = await xinqiao.publish(
      'inventory',
      [{ ...free, product: 'XQ-TAG-0', asOf: '2026-11-25T07:00:00Z' }],
      { dryRun: true },
    );
    expect(warnings.map(({ code }) => code)).to.deep.equal(['UNKNOWN_CODE', 'UNKNOWN_CODE', 'NO_RECIPIENT']);
  });

  it('a new policy grants what is published from now on', async () => {
    const body: Policy = {
      ...inventory,
      name: 'free stock',
      to: { enterprises: ['Xinghe'] },
      sections: ['identity', 'quantity', 'commercial'],
    };
    rule = await xinqiao.policies.create(body);
    expect(await wouldSee('Xinghe')).to.deep.include({
      sees: true,
      sections: ['identity', 'quantity', 'commercial'],
    });
    expect(verdicts(await wouldSee('Xinghe'))).to.include({ 'free stock': 'grants' });
    created['first'] = await publish({ asOf: '2026-11-25T08:00:00Z' });
    expect((await received(xinghe, created['first'])).values).to.include({ owner: 'XQ', quantity: '40' });
    const explained = await sees('Xinghe', created['first']);
    expect(explained).to.deep.include({ sees: true, sections: ['identity', 'quantity', 'commercial'] });
    expect(explained['given']).to.deep.include({
      sections: ['identity', 'quantity', 'commercial'],
      policy: [rule.policy.id],
      revokedAt: null,
    });
    expect(await sees('Qiming', created['first'])).to.deep.include({
      sees: false,
      given: null,
      sections: [],
    });
  });

  it('a changed policy decides about what comes next, and leaves what was granted', async () => {
    const { id, ...body } = rule.policy;
    const changed = { ...body, to: { enterprises: ['Qiming'] }, sections: ['identity'] as const };
    rule = await xinqiao.policies.update(id, changed);
    expect(await wouldSee('Xinghe')).to.deep.include({ sees: false, sections: [] });
    expect(verdicts(await wouldSee('Xinghe'))).to.include({ 'free stock': 'not-addressed' });
    const first = created['first'] ?? '';
    expect(await sees('Xinghe', first)).to.deep.include({ sees: true, sections: [] });
    expect(await sees('Qiming', first)).to.deep.include({ sees: false, given: null, sections: ['identity'] });
    created['second'] = await publish({ asOf: '2026-11-25T09:00:00Z' });
    expect((await received(qiming, created['second'])).values).not.to.have.property('quantity');
    expect((await stockOf(xinghe, 'all')).map((record) => record.id)).to.deep.equal([first]);
    expect((await xinghe.get(first)).data.withheld).to.deep.equal([]);
  });

  it('a policy that ends with revocation also ends what was granted under it', async () => {
    const second = created['second'] ?? '';
    await xinqiao.policies.remove(rule.policy.id, { revoke: true });
    await assertRevoked(qiming, second, ['identity']);
    const explained = await sees('Qiming', second);
    expect(explained).to.deep.include({ sees: false, sections: [] });
    expect(explained).to.have.nested.property('given.revokedAt').that.is.a('string');
    expect(verdicts(explained)).to.deep.equal({ named: 'not-addressed' });
    // Granted under the same policy, by its earlier version.
    await assertRevoked(xinghe, created['first'] ?? '', SECTIONS);
    expect(await sees('Xinghe', created['first'] ?? '')).to.include({ sees: false });
  });

  it('a policy that ends without it leaves what was granted', async () => {
    const { policy } = await xinqiao.policies.create({
      ...inventory,
      name: 'short-lived',
      to: { network: true },
      sections: ['identity'],
    });
    created['third'] = await publish({ asOf: '2026-11-25T10:00:00Z', product: 'XQ-TAG-2' });
    await received(xinghe, created['third']);
    await xinqiao.policies.remove(policy.id);
    expect(await wouldSee('Xinghe')).to.include({ sees: false });
    expect(await sees('Xinghe', created['third'])).to.include({ sees: true });
    expect((await xinghe.get(created['third'])).data.values).to.include({ product: 'XQ-TAG-2' });
  });

  it('one revoked grant ends one enterprise’s reading, and its list says how many are withheld', async () => {
    const { publications } = await xinqiao.publish(
      'inventory',
      [{ ...free, product: 'XQ-TAG-3', asOf: '2026-11-25T11:00:00Z' }],
      { to: ['Xinghe', 'Qiming'] },
    );
    const id = publications[0]?.records[0]?.id ?? '';
    await Promise.all([received(xinghe, id), received(qiming, id)]);
    expect(await sees('Qiming', id)).to.deep.include({ sees: true, sections: [] });
    await xinqiao.grants.revoke(`${publications[0]?.id ?? ''}:Qiming`);
    await assertRevoked(qiming, id, ['identity', 'quantity']);
    expect((await xinghe.get(id)).data.values).to.include({ product: 'XQ-TAG-3' });
    expect(await sees('Qiming', id)).to.include({ sees: false });
    expect(await sees('Xinghe', id)).to.include({ sees: true });
    const { json } = await network.doors.ask('Qiming', 'GET /v1/records?kind=inventory&versions=all');
    const shown = (json['data'] as readonly Received[]).map((record) => record.id);
    expect(shown).to.deep.equal([created['third']]);
    expect(json['withheld']).to.deep.include({ reason: 'revoked', scope: 'publication', count: 2 });
  });

  it('tells of every rule why it grants or does not', async () => {
    const to = { enterprises: ['Xinghe'] };
    const policies: readonly Policy[] = [
      { ...inventory, name: 'over', to, validUntil: '2026-01-01T00:00:00Z' },
      { ...inventory, name: 'to come', to, validFrom: '2999-01-01T00:00:00Z' },
      { ...inventory, name: 'elsewhere', to, where: { location: ['WH9'] } },
      { ...inventory, name: 'by role', to: { roles: ['customer'] }, sections: ['evidence'] },
      { ...inventory, name: 'silent', preset: 'private', where: { location: ['WH2'] } },
      { kinds: ['forecast'], name: 'forecasts', to },
    ];
    for (const policy of policies) await xinqiao.policies.create(policy);
    const common = {
      ...{ over: 'no-longer-valid', 'to come': 'not-yet-valid', elsewhere: 'where-differs' },
      forecasts: 'other-kind',
    };
    expect(verdicts(await wouldSee('Xinghe'))).to.deep.equal({
      ...common,
      ...{ silent: 'where-differs', 'by role': 'grants', named: 'not-addressed' },
    });
    const reserved = { customer: 'Qiming' };
    expect(verdicts(await wouldSee('Xinghe', reserved))).to.include({ 'by role': 'reserved' });
    expect(verdicts(await wouldSee('Qiming', reserved))).to.include({ 'by role': 'grants', named: 'grants' });
    const silenced = { ...reserved, location: 'WH2' };
    expect(verdicts(await wouldSee('Qiming', silenced))).to.include({
      silent: 'not-addressed',
      named: 'replaced',
    });
    expect(await wouldSee('Xinqiao')).to.include({ sees: false, obstacle: 'self' });
  });
});
