// SPDX-License-Identifier: Apache-2.0
import { sections, type Section } from '@chainshare/chaincode/model';
import { NAMED, sectionsOf, settlesNamed } from './evaluate.js';
import { matches, namedParties, reachOf, type Match, type Situation, type Subject } from './matching.js';
import type { Policy } from './policy.js';

/** What one rule says about one enterprise and one record. */
export type Verdict =
  | 'grants'
  | Exclude<Match, 'applies'>
  /** It addresses others. */
  | 'not-addressed'
  /** It would reach the enterprise, but the record is reserved for a party that it names. */
  | 'reserved'
  /** Policy zero only: a policy says itself what named parties receive. */
  | 'replaced';

/** One line of an explanation. */
export interface RuleVerdict {
  /** Id of the policy, or `named` for policy zero. */
  readonly policy: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** What the rule grants; empty where it grants nothing. */
  readonly sections: readonly Section[];
}

/** What every rule says together. */
export interface Explanation {
  /** What the enterprise would receive if the record were published now; empty: nothing. */
  readonly sections: readonly Section[];
  readonly rules: readonly RuleVerdict[];
  /** Why nothing can be granted to this enterprise whatever the rules say. */
  readonly obstacle: 'self' | 'not-a-member' | 'no-key' | null;
}

/** Explains rule by rule why an enterprise would or would not receive a record published now. */
export function explainRules(subject: Subject, enterprise: string, situation: Situation): Explanation {
  const rules = [
    ...situation.policies.map((policy) => verdictOf(policy, subject, enterprise, situation)),
    verdictOfNamed(subject, enterprise, situation),
  ];
  const obstacle = obstacleOf(enterprise, situation);
  const granted = new Set(rules.flatMap((rule) => rule.sections));
  if (granted.size > 0) granted.add('identity');
  return {
    sections: obstacle === null ? sections.filter((section) => granted.has(section)) : [],
    rules,
    obstacle,
  };
}

function verdictOf(policy: Policy, subject: Subject, enterprise: string, situation: Situation): RuleVerdict {
  const line = { policy: policy.id, name: policy.name, sections: [] };
  const match = matches(policy, subject, situation);
  if (match !== 'applies') return { ...line, verdict: match };
  const reach = reachOf(policy, subject, situation);
  if (reach.enterprises.has(enterprise)) {
    return { ...line, verdict: 'grants', sections: sectionsOf(policy, subject.kind.defaultSections) };
  }
  const unreserved = reachOf({ ...policy, exclusive: true }, subject, situation);
  return { ...line, verdict: unreserved.enterprises.has(enterprise) ? 'reserved' : 'not-addressed' };
}

function verdictOfNamed(subject: Subject, enterprise: string, situation: Situation): RuleVerdict {
  const line = { policy: NAMED, name: NAMED, sections: [] };
  if (!namedParties(subject, situation.directory).has(enterprise)) {
    return { ...line, verdict: 'not-addressed' };
  }
  const replaced = situation.policies.some(
    (policy) => settlesNamed(policy) && matches(policy, subject, situation) === 'applies',
  );
  if (replaced) return { ...line, verdict: 'replaced' };
  return { ...line, verdict: 'grants', sections: subject.kind.defaultSections };
}

function obstacleOf(enterprise: string, { publisher, directory }: Situation): Explanation['obstacle'] {
  if (enterprise === publisher) return 'self';
  if (directory.member(enterprise)?.status !== 'active') return 'not-a-member';
  return directory.newestKey(enterprise) === undefined ? 'no-key' : null;
}
