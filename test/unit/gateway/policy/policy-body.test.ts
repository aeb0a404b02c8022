// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { policyFaults, resolveAddressees } from '@chainshare/gateway/internal/policy/policy-body.js';
import { directory } from './network.js';

const faultsOf = (body: JsonValue) =>
  policyFaults(body, catalogue, directory).map(({ pointer, code }) => `${pointer} ${code}`);
const policy = (changes: JsonObject = {}): JsonObject => ({
  name: 'Tags for customers',
  kinds: ['inventory'],
  to: { roles: ['customer'] },
  ...changes,
});
const without = (member: string) =>
  Object.fromEntries(Object.entries(policy()).filter(([name]) => name !== member));

describe('body of a policy', () => {
  it('takes a whole policy', () => {
    const body = policy({
      where: { product: ['TAG-01'], customer: ['Xinghe'] },
      exclusive: true,
      to: {
        named: true,
        enterprises: ['Xinghe', '9520003000001'],
        roles: ['core'],
        network: false,
        public: false,
      },
      sections: ['identity', 'quantity'],
      onward: { direction: 'downstream', roles: ['customer', 'core'], until: '2027-01-01T00:00:00Z' },
      purpose: 'supply-planning',
      validFrom: '2026-01-01T00:00:00+08:00',
      validUntil: '2027-01-01T00:00:00+08:00',
    });
    expect(faultsOf(body)).to.deep.equal([]);
  });

  const cases: readonly (readonly [string, JsonValue, readonly string[]])[] = [
    ['a list', [], [' WRONG_TYPE']],
    ['no name', without('name'), ['/name REQUIRED']],
    ['no kinds', without('kinds'), ['/kinds REQUIRED']],
    ['neither preset nor addressees', without('to'), [' ONE_OF_BOTH']],
    ['both preset and addressees', policy({ preset: 'named' }), [' ONE_OF_BOTH']],
    ['a member that is not known', policy({ colour: 'red' }), ['/colour UNKNOWN_FIELD']],
    ['a preset that is not known', { ...without('to'), preset: 'chain' }, ['/preset NOT_ALLOWED']],
    ['a kind that is not known', policy({ kinds: ['inventory', 'weather'] }), ['/kinds/1 UNKNOWN_KIND']],
    ['a kind of the system', policy({ kinds: ['key'] }), ['/kinds/0 UNKNOWN_KIND']],
    ['a role that is not known', policy({ to: { roles: ['king'] } }), ['/to/roles/0 NOT_ALLOWED']],
    [
      'an enterprise that is nobody',
      policy({ to: { enterprises: ['Nobody'] } }),
      ['/to/enterprises/0 UNKNOWN_PARTY'],
    ],
    [
      'a condition on another section',
      policy({ where: { quantity: ['1'] } }),
      ['/where/quantity UNKNOWN_FIELD'],
    ],
    [
      'a condition that one of its kinds lacks',
      policy({ kinds: ['inventory', 'forecast'], where: { lot: ['L1'] } }),
      ['/where/lot UNKNOWN_FIELD'],
    ],
    [
      'an end before its beginning',
      policy({ validFrom: '2026-01-02T00:00:00Z', validUntil: '2026-01-02T08:00:00+08:00' }),
      ['/validUntil OUT_OF_RANGE'],
    ],
    ['a day without time', policy({ validFrom: '2026-01-02' }), ['/validFrom MALFORMED']],
  ];
  for (const [title, body, faults] of cases) {
    it(`refuses ${title}`, () => {
      expect(faultsOf(body)).to.deep.equal(faults);
    });
  }

  it('keeps enterprises by their MSP ID, each once', () => {
    const body = resolveAddressees(
      policy({ to: { enterprises: ['9520003000001', 'Xinghe', 'Guyu'] } }),
      directory,
    );
    expect(body['to']).to.deep.equal({ enterprises: ['Xinghe', 'Guyu'] });
  });
});
