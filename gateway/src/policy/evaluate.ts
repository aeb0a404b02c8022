// SPDX-License-Identifier: Apache-2.0
import { purposeBits, sections, type Audience, type Section } from '@chainshare/chaincode/model';
import type { Onward } from '../services.js';
import { addGrant, EVERYBODY, joinOnward, type Disclosure, type Grant } from './disclosure.js';
import { activeOf, matches, namedParties, reachOf, type Situation, type Subject } from './matching.js';
import type { Policy } from './policy.js';

/** What the call that publishes a record adds to the standing rules. */
export interface CallTerms {
  /** MSP IDs of active members. */
  readonly to: readonly string[];
  /** What they receive; absent: the default sections of the kind. */
  readonly sections?: readonly Section[];
  /** Stands in place of what policies say of passing on. */
  readonly onward?: Onward;
  /** Who reads the record that this one corrects or withdraws: they receive this one too. */
  readonly also?: Pick<Disclosure, 'audience' | 'grants'>;
}

/** Something a publisher should know although nothing is wrong. */
export interface PolicyWarning {
  readonly code: 'NO_RECIPIENT' | 'NO_KEY' | 'PARTLY_OPEN' | 'ONWARD_CONFLICT';
  readonly enterprise?: string;
}

/** Who receives a record, and what its publisher should know about that. */
export interface Evaluation {
  readonly disclosure: Disclosure;
  readonly warnings: readonly PolicyWarning[];
}

/** Policy zero: what holds when no policy says otherwise. */
export const NAMED = 'named';

/** Stands for the addressees of the call itself. */
export const CALL = 'to';

/** What the rules that apply want for one record, before it is known who can be reached. */
interface Wishes {
  readonly grants: Map<string, Grant>;
  readonly open: { readonly audience: 'network' | 'public'; readonly policy: Policy }[];
  readonly onward: Onward[];
}

/**
 * Decides who receives one record: the parties it names, the policies that apply, the addressees of the call;
 * never the publisher itself, and nobody without a published key.
 *
 * @param present - sections in which the record holds anything
 */
export function evaluate(
  subject: Subject,
  present: readonly Section[],
  situation: Situation,
  call: CallTerms,
): Evaluation {
  const wishes = wishesOf(subject, situation);
  for (const grant of callGrants(subject, call)) addGrant(wishes.grants, grant);
  wishes.grants.delete(situation.publisher);
  wishes.grants.delete(EVERYBODY);
  const { audience, partly } = openness(subject, present, wishes, call.also?.audience ?? 'granted');
  const { reached, unreached } = byKey(wishes.grants, situation);
  const isOpen = audience !== 'granted';
  const onward = call.onward ?? joinOnward(wishes.onward);
  const grants = isOpen ? [everybody(wishes, call)] : reached;
  const disclosure = { audience, grants, onward: onward === 'conflict' ? null : onward };
  const warnings = [
    ...(isOpen ? [] : unreached.map((enterprise) => ({ code: 'NO_KEY' as const, enterprise }))),
    ...warnWhen(partly, 'PARTLY_OPEN'),
    ...warnWhen(onward === 'conflict', 'ONWARD_CONFLICT'),
    ...warnWhen(grants.length === 0, 'NO_RECIPIENT'),
  ];
  return { disclosure, warnings };
}

function warnWhen(holds: boolean, code: PolicyWarning['code']): readonly PolicyWarning[] {
  return holds ? [{ code }] : [];
}

function wishesOf(subject: Subject, situation: Situation): Wishes {
  const wishes: Wishes = { grants: new Map(), open: [], onward: [] };
  const applying = situation.policies.filter((policy) => matches(policy, subject, situation) === 'applies');
  for (const policy of applying) {
    const { enterprises, open } = reachOf(policy, subject, situation);
    for (const enterprise of enterprises) addGrant(wishes.grants, grantOf(policy, enterprise, subject));
    if (open !== null) wishes.open.push({ audience: open, policy });
    if (policy.onward !== null && enterprises.size > 0) wishes.onward.push(policy.onward);
  }
  if (applying.some(settlesNamed)) return wishes;
  for (const grant of namedGrants(subject, situation)) addGrant(wishes.grants, grant);
  return wishes;
}

/** Policy zero steps back where a policy says itself what the named parties get, or that they get nothing. */
export function settlesNamed({ preset, to }: Policy): boolean {
  return preset === 'private' || to.named === true;
}

function namedGrants(subject: Subject, { directory }: Situation): readonly Grant[] {
  const named = activeOf(namedParties(subject, directory), directory);
  return named.map((enterprise) => plainGrant(enterprise, subject.kind.defaultSections, NAMED));
}

function callGrants(subject: Subject, call: CallTerms): readonly Grant[] {
  const granted = call.sections ?? subject.kind.defaultSections;
  return [
    ...call.to.map((enterprise) => plainGrant(enterprise, granted, CALL)),
    ...(call.also?.grants ?? []),
  ];
}

/**
 * Keys in clear open every section, so a record becomes open only when the open policies together cover all
 * that it holds; else the same sections go to each member by name, and the publisher is told.
 */
function openness(
  { kind }: Subject,
  present: readonly Section[],
  { open }: Wishes,
  before: Audience,
): { audience: Audience; partly: boolean } {
  const covers = (wanted: Wishes['open']) => {
    const names = new Set(wanted.flatMap(({ policy }) => sectionsOf(policy, kind.defaultSections)));
    return wanted.length > 0 && present.every((section) => section === 'identity' || names.has(section));
  };
  const toPublic = open.filter(({ audience }) => audience === 'public');
  if (before === 'public' || covers(toPublic)) return { audience: 'public', partly: false };
  if (before === 'network' || covers(open)) return { audience: 'network', partly: toPublic.length > 0 };
  return { audience: 'granted', partly: open.length > 0 };
}

/** The one entry that stands for everybody when a record is open. */
function everybody({ open }: Wishes, { also }: CallTerms): Grant {
  const grants = new Map<string, Grant>();
  for (const { policy } of open) addGrant(grants, { ...termsOf(policy), enterprise: EVERYBODY, sections });
  for (const grant of also?.grants ?? []) if (grant.enterprise === EVERYBODY) addGrant(grants, grant);
  return grants.get(EVERYBODY) ?? plainGrant(EVERYBODY, sections, NAMED);
}

/** Nothing can be wrapped for a member that has published no key yet. */
function byKey(
  grants: ReadonlyMap<string, Grant>,
  { directory }: Situation,
): { reached: readonly Grant[]; unreached: readonly string[] } {
  const sorted = [...grants.values()].sort((a, b) => (a.enterprise < b.enterprise ? -1 : 1));
  const hasKey = ({ enterprise }: Grant) => directory.newestKey(enterprise) !== undefined;
  return {
    reached: sorted.filter(hasKey),
    unreached: sorted.filter((grant) => !hasKey(grant)).map(({ enterprise }) => enterprise),
  };
}

function grantOf(policy: Policy, enterprise: string, { kind }: Subject): Grant {
  return { ...termsOf(policy), enterprise, sections: sectionsOf(policy, kind.defaultSections) };
}

function termsOf(policy: Policy): Pick<Grant, 'purpose' | 'until' | 'policies'> {
  const purpose = policy.purpose === null ? 0 : purposeBits[policy.purpose];
  const until = policy.validUntil === null ? 0 : Number(policy.validUntil / 1_000_000_000n);
  return { purpose, until, policies: [policy.id] };
}

/** What a policy grants of a record: its own choice, else the default sections of the kind. */
export function sectionsOf(policy: Policy, defaults: readonly Section[]): readonly Section[] {
  return policy.sections.length === 0 ? defaults : policy.sections;
}

function plainGrant(enterprise: string, granted: readonly Section[], rule: string): Grant {
  return { enterprise, sections: granted, purpose: 0, until: 0, policies: [rule] };
}
