// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject, Section } from '@chainshare/chaincode/model';
import { evaluate, type CallTerms, type Evaluation } from '@chainshare/gateway/internal/policy/evaluate.js';
import { situation, stock } from './network.js';

interface Case {
  readonly title: string;
  readonly identity?: JsonObject;
  readonly policies?: readonly JsonObject[];
  readonly call?: Partial<CallTerms>;
  /** Enterprise: sections by their first letters, then the rules. */
  readonly receive: Readonly<Record<string, string>>;
}

const all: readonly Section[] = ['identity', 'quantity', 'commercial', 'evidence'];

function run({ identity, policies = [], call }: Omit<Case, 'title' | 'receive'>, present = all): Evaluation {
  return evaluate(stock(identity), present, situation(...policies), { to: [], ...call });
}

function receivers({ disclosure }: Evaluation): Record<string, string> {
  return Object.fromEntries(
    disclosure.grants.map(({ enterprise, sections, policies }) => [
      enterprise,
      `${sections.map((section) => section.charAt(0)).join('')} ${policies.join(' ')}`,
    ]),
  );
}

const cases: readonly Case[] = [
  { title: 'grants nobody what names nobody', receive: {} },
  {
    title: 'grants a named party the default sections without any policy',
    identity: { customer: 'Xinghe' },
    receive: { Xinghe: 'iq named' },
  },
  { title: 'grants nothing to the publisher', identity: { supplier: 'Xinqiao' }, receive: {} },
  {
    title: 'grants nothing to a named party that has left',
    identity: { customer: 'Alt' },
    receive: {},
  },
  {
    title: 'grants what a policy says to the enterprises that it lists',
    policies: [{ to: { enterprises: ['Qiming'] }, sections: ['identity'] }],
    receive: { Qiming: 'i p1' },
  },
  {
    title: 'always grants identity with whatever else is granted',
    policies: [{ to: { enterprises: ['Qiming'] }, sections: ['quantity'] }],
    receive: { Qiming: 'iq p1' },
  },
  {
    title: 'grants to active members by role',
    policies: [{ to: { roles: ['certifier'] } }],
    receive: { Huazheng: 'iq p1' },
  },
  {
    title: 'adds several policies up for one enterprise',
    policies: [
      { to: { enterprises: ['Qiming'] }, sections: ['quantity'] },
      { to: { roles: ['supplier'] }, sections: ['commercial'] },
    ],
    receive: { Qiming: 'iqc p1 p2', Xinghe: 'ic p2' },
  },
  {
    title: 'ignores a policy of another kind',
    policies: [{ kinds: ['forecast'], to: { enterprises: ['Qiming'] } }],
    receive: {},
  },
  {
    title: 'ignores a policy that is not yet or no longer valid',
    policies: [
      { to: { enterprises: ['Qiming'] }, validFrom: '2026-11-25T08:00:01Z' },
      { to: { enterprises: ['Xinghe'] }, validUntil: '2026-11-25T08:00:00Z' },
    ],
    receive: {},
  },
  {
    title: 'applies a policy from its first to before its last moment',
    policies: [
      { to: { enterprises: ['Qiming'] }, validFrom: '2026-11-25T16:00:00+08:00' },
      { to: { enterprises: ['Xinghe'] }, validUntil: '2026-11-25T08:00:00.000000001Z' },
    ],
    receive: { Qiming: 'iq p1', Xinghe: 'iq p2' },
  },
  {
    title: 'applies a policy only where the fields have one of its values',
    policies: [
      { where: { product: ['TAG-01', 'TAG-02'] }, to: { enterprises: ['Qiming'] } },
      { where: { product: ['TAG-01'], location: ['WH2'] }, to: { enterprises: ['Xinghe'] } },
      { where: { lot: ['L1'] }, to: { enterprises: ['Guyu'] } },
    ],
    receive: { Qiming: 'iq p1' },
  },
  {
    title: 'compares a party in a condition by who it is',
    identity: { customer: 'Xinghe' },
    policies: [{ where: { customer: ['9520003000001'] }, to: { named: true }, sections: ['commercial'] }],
    receive: { Xinghe: 'ic p1' },
  },
  {
    title: 'keeps a named party out when a matching policy is private',
    identity: { customer: 'Xinghe' },
    policies: [{ preset: 'private' }],
    receive: {},
  },
  {
    title: 'lets a policy that addresses named parties stand in place of policy zero',
    identity: { customer: 'Xinghe' },
    policies: [{ preset: 'named', sections: ['identity'] }],
    receive: { Xinghe: 'i p1' },
  },
  {
    title: 'adds policy zero to a policy that addresses others',
    identity: { customer: 'Xinghe' },
    policies: [{ to: { enterprises: ['Qiming'] }, exclusive: true }],
    receive: { Qiming: 'iq p1', Xinghe: 'iq named' },
  },
  {
    title: 'keeps a reserved row from everybody but the party it names',
    identity: { customer: 'Xinghe' },
    policies: [{ to: { enterprises: ['Guyu', 'Xinghe'], roles: ['customer'] }, sections: ['commercial'] }],
    receive: { Xinghe: 'iqc p1 named' },
  },
  {
    title: 'keeps a row that is reserved for an outsider from everybody',
    identity: { customer: 'urn:example:stranger' },
    policies: [{ preset: 'network' }],
    receive: {},
  },
  {
    title: 'does not take a row for reserved that names only its publisher',
    identity: { supplier: 'Xinqiao' },
    policies: [{ to: { enterprises: ['Guyu'] } }],
    receive: { Guyu: 'iq p1' },
  },
  {
    title: 'always grants to the addressees of the call, the sections of the call',
    identity: { customer: 'Xinghe' },
    policies: [{ preset: 'private' }],
    call: { to: ['Guyu'], sections: ['identity', 'evidence'] },
    receive: { Guyu: 'ie to' },
  },
  {
    title: 'grants a correction to whoever reads the record that it corrects',
    call: {
      also: {
        audience: 'granted',
        grants: [{ enterprise: 'Guyu', sections: all, purpose: 0, until: 0, policies: ['old'] }],
      },
    },
    receive: { Guyu: 'iqce old' },
  },
  {
    title: 'sends a network policy that covers only some sections to each member by name',
    policies: [{ preset: 'network' }],
    receive: { Guyu: 'iq p1', Huazheng: 'iq p1', Qiming: 'iq p1', Xinghe: 'iq p1' },
  },
  {
    title: 'opens a record to the network when the policy covers all that it holds',
    policies: [{ preset: 'network', sections: all }],
    receive: { '*': 'iqce p1' },
  },
];

describe('evaluation of policies', () => {
  for (const { title, receive, ...setting } of cases) {
    it(title, () => {
      expect(receivers(run(setting))).to.deep.equal(receive);
    });
  }

  it('states the audience that the keys will have', () => {
    const audienceOf = (policy: JsonObject, present?: readonly Section[]) =>
      run({ policies: [policy] }, present).disclosure.audience;
    expect(audienceOf({ preset: 'network', sections: all })).to.equal('network');
    expect(audienceOf({ preset: 'public', sections: all })).to.equal('public');
    expect(audienceOf({ preset: 'public' })).to.equal('granted');
    // Default sections are all that this record has.
    expect(audienceOf({ preset: 'public' }, ['identity', 'quantity'])).to.equal('public');
  });

  it('keeps a correction of an open record open', () => {
    const also = {
      audience: 'network' as const,
      grants: [{ enterprise: '*', sections: all, purpose: 4, until: 0, policies: ['old'] }],
    };
    const { disclosure } = run({ call: { also } });
    expect(disclosure.audience).to.equal('network');
    expect(disclosure.grants).to.deep.equal(also.grants);
  });

  it('adds purposes up and keeps the later end, no end most of all', () => {
    const termsOf = (...policies: readonly JsonObject[]) => {
      const [grant] = run({ policies }).disclosure.grants;
      return [grant?.purpose, grant?.until];
    };
    const to = { enterprises: ['Qiming'] };
    const early = { to, purpose: 'supply-planning', validUntil: '2027-01-01T00:00:00Z' };
    const late = { to, purpose: 'quality', validUntil: '2028-01-01T00:00:00Z' };
    expect(termsOf(early)).to.deep.equal([1, 1_798_761_600]);
    expect(termsOf(early, late)).to.deep.equal([3, 1_830_297_600]);
    expect(termsOf(early, late, { to })).to.deep.equal([3, 0]);
  });

  it('joins permissions to pass on of one direction and drops those of two, with a warning', () => {
    const to = { enterprises: ['Qiming'] };
    const down = (roles: readonly string[], until?: string) => ({
      to,
      onward: { direction: 'downstream', roles, ...(until === undefined ? {} : { until }) },
    });
    const joined = run({ policies: [down(['customer'], '2027-01-01T00:00:00Z'), down(['core'])] });
    expect(joined.disclosure.onward).to.deep.equal({
      direction: 'downstream',
      roles: ['core', 'customer'],
      until: null,
    });
    const up = { to, onward: { direction: 'upstream', roles: ['supplier'] } };
    const conflict = run({ policies: [down(['core']), up] });
    expect(conflict.disclosure.onward).to.equal(null);
    expect(conflict.warnings.map(({ code }) => code)).to.deep.equal(['ONWARD_CONFLICT']);
  });

  it('puts the permission of the call in place of those of policies', () => {
    const onward = { direction: 'upstream' as const, roles: ['core'], until: null };
    const policy = { to: { enterprises: ['Qiming'] }, onward: { direction: 'downstream', roles: ['lab'] } };
    expect(run({ policies: [policy], call: { onward } }).disclosure.onward).to.deep.equal(onward);
  });

  it('warns when nobody receives a record, and of a member without key', () => {
    expect(run({}).warnings).to.deep.equal([{ code: 'NO_RECIPIENT' }]);
    expect(run({ identity: { customer: 'Neu' } }).warnings).to.deep.equal([
      { code: 'NO_KEY', enterprise: 'Neu' },
      { code: 'NO_RECIPIENT' },
    ]);
  });

  it('warns when an open policy cannot open the record', () => {
    const { warnings } = run({ policies: [{ preset: 'network' }] });
    expect(warnings.map(({ code }) => code)).to.deep.equal(['NO_KEY', 'PARTLY_OPEN']);
  });
});
