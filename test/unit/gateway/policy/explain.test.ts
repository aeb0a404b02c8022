// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { explainRules } from '@chainshare/gateway/internal/policy/explain.js';
import { situation, stock } from './network.js';

const verdicts = (enterprise: string, identity: JsonObject, ...policies: readonly JsonObject[]) => {
  const { rules, sections, obstacle } = explainRules(stock(identity), enterprise, situation(...policies));
  return { rules: rules.map(({ policy, verdict }) => `${policy} ${verdict}`), sections, obstacle };
};

describe('explanation of policies', () => {
  it('gives the verdict of every rule', () => {
    const answer = verdicts(
      'Qiming',
      {},
      { to: { enterprises: ['Qiming'] }, sections: ['evidence'] },
      { kinds: ['forecast'], to: { enterprises: ['Qiming'] } },
      { to: { enterprises: ['Qiming'] }, validFrom: '2027-01-01T00:00:00Z' },
      { to: { enterprises: ['Qiming'] }, validUntil: '2026-01-01T00:00:00Z' },
      { to: { enterprises: ['Qiming'] }, where: { product: ['TAG-02'] } },
      { to: { enterprises: ['Xinghe'] } },
    );
    expect(answer).to.deep.equal({
      rules: [
        'p1 grants',
        'p2 other-kind',
        'p3 not-yet-valid',
        'p4 no-longer-valid',
        'p5 where-differs',
        'p6 not-addressed',
        'named not-addressed',
      ],
      sections: ['identity', 'evidence'],
      obstacle: null,
    });
  });

  it('says that a row is reserved for another', () => {
    const { rules, sections } = verdicts('Guyu', { customer: 'Xinghe' }, { to: { roles: ['customer'] } });
    expect(rules).to.deep.equal(['p1 reserved', 'named not-addressed']);
    expect(sections).to.deep.equal([]);
  });

  it('says that a policy stands in place of policy zero', () => {
    const { rules } = verdicts('Xinghe', { customer: 'Xinghe' }, { preset: 'private' });
    expect(rules).to.deep.equal(['p1 not-addressed', 'named replaced']);
  });

  it('names what no rule can overcome', () => {
    const obstacleOf = (enterprise: string) => {
      const { obstacle, sections } = verdicts(enterprise, { customer: enterprise });
      expect(sections).to.deep.equal([]);
      return obstacle;
    };
    expect(obstacleOf('Xinqiao')).to.equal('self');
    expect(obstacleOf('Alt')).to.equal('not-a-member');
    expect(obstacleOf('Neu')).to.equal('no-key');
  });
});
