// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject, Section } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { evaluate, type CallTerms } from '@chainshare/gateway/internal/policy/evaluate.js';
import { Evaluator } from '@chainshare/gateway/internal/policy/evaluator.js';
import { EVALUATIONS_KEPT_MAX } from '@chainshare/gateway/internal/policy/limits.js';
import { subjectOf } from '@chainshare/gateway/internal/policy/matching.js';
import { situation, stock } from './network.js';

const kind = catalogue.kind('inventory');
const rules = situation(
  { where: { product: ['TAG-01', 'TAG-02'] }, to: { enterprises: ['Qiming'] } },
  { where: { customer: ['Guyu'] }, to: { roles: ['certifier'] }, sections: ['identity'] },
  { to: { network: true }, sections: ['quantity'], where: { location: ['OPEN'] } },
);
const terms: CallTerms = { to: [] };

const parts = (identity: JsonObject) => ({ identity: stock(identity).identity });
const whole: readonly Section[] = ['identity', 'quantity'];

describe('judging many records of one call', () => {
  it('gives each what it would be given alone, whatever came before', () => {
    const evaluator = new Evaluator(kind, rules, terms);
    const identities = ['TAG-01', 'TAG-02', 'TAG-03'].flatMap((product) =>
      ['WH1', 'OPEN'].flatMap((location) =>
        [{}, { customer: 'Guyu' }, { customer: 'Neu' }].map((customer) => ({
          product,
          location,
          ...customer,
        })),
      ),
    );
    for (const identity of [...identities, ...identities]) {
      for (const present of [whole, [...whole, 'commercial'] as const]) {
        const alone = evaluate(subjectOf(kind, parts(identity)), present, rules, terms);
        expect(evaluator.evaluate({ parts: parts(identity), present })).to.deep.equal(alone);
      }
    }
  });

  it('gives the readers of what a record follows to that record alone', () => {
    const evaluator = new Evaluator(kind, rules, terms);
    const judged = { parts: parts({ product: 'TAG-03' }), present: whole };
    const [grant] = evaluator.evaluate({ parts: parts({}), present: whole }).disclosure.grants;
    const also = { audience: 'granted', grants: grant === undefined ? [] : [grant] } as const;
    expect(evaluator.evaluate(judged, also).disclosure.grants).to.have.length(1);
    expect(evaluator.evaluate(judged).disclosure.grants).to.have.length(0);
  });

  it('does not remember more than so many', () => {
    const evaluator = new Evaluator(kind, rules, terms);
    const first = evaluator.evaluate({ parts: parts({ product: 'P' }), present: whole });
    const again = () => evaluator.evaluate({ parts: parts({ product: 'P' }), present: whole });
    expect(again()).to.equal(first);
    for (let n = 0; n < EVALUATIONS_KEPT_MAX; n++) {
      evaluator.evaluate({ parts: parts({ product: `P${n}` }), present: whole });
    }
    expect(again()).to.not.equal(first);
    expect(again()).to.deep.equal(first);
  });
});
