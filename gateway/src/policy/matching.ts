// SPDX-License-Identifier: Apache-2.0
import { sections, type Instant, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { scalarText } from '../kinds/facets.js';
import type { Kind } from '../kinds/kind.js';
import type { SectionValues } from '../kinds/sections.js';
import type { Directory, DirectoryMember } from './directory.js';
import type { Policy } from './policy.js';

/** A record as policies see it: its kind and its identity, parties already resolved. */
export interface Subject {
  readonly kind: Kind;
  readonly identity: JsonObject;
  /** Values of the fields that name enterprises, whatever their section; absent when identity has them all. */
  readonly parties?: JsonObject;
}

/** A record as policies see it, of all its sections. */
export function subjectOf(kind: Kind, parts: SectionValues): Subject {
  const parties: Record<string, JsonValue> = {};
  for (const field of kind.partyFields) {
    const value = sections.map((section) => parts[section]?.[field]).find((found) => found !== undefined);
    if (value !== undefined) parties[field] = value;
  }
  return { kind, identity: parts.identity, parties };
}

/** Everything beside the record that decides who receives it. */
export interface Situation {
  /** MSP ID of the own enterprise, which never grants to itself. */
  readonly publisher: string;
  readonly directory: Directory;
  readonly policies: readonly Policy[];
  /** By the gateway's clock. */
  readonly now: Instant;
}

/** Whether a policy speaks of a record, or the first reason why it does not. */
export type Match = 'applies' | 'other-kind' | 'not-yet-valid' | 'no-longer-valid' | 'where-differs';

/** Whom a policy reaches for one record. */
export interface Reach {
  /** MSP IDs of active members, without the publisher. */
  readonly enterprises: ReadonlySet<string>;
  /** Whether it wants the record to be open to the network or to everybody. */
  readonly open: 'network' | 'public' | null;
  /** Whether the record is reserved and the policy therefore reached nobody but whom it is reserved for. */
  readonly narrowed: boolean;
}

/** Finds out whether a policy speaks of a record now. */
export function matches(policy: Policy, { kind, identity }: Subject, situation: Situation): Match {
  const { now, directory } = situation;
  if (!policy.kinds.includes(kind.name)) return 'other-kind';
  if (policy.validFrom !== null && now < policy.validFrom) return 'not-yet-valid';
  if (policy.validUntil !== null && now >= policy.validUntil) return 'no-longer-valid';
  const holds = Object.entries(policy.where).every(([field, values]) => {
    const text = scalarText(identity[field]);
    if (text === undefined) return false;
    return values.includes(text) || (kind.partyFields.includes(field) && namesParty(values, text, directory));
  });
  return holds ? 'applies' : 'where-differs';
}

/** The enterprises that a record names, publisher included, each as its MSP ID. */
export function namedParties(
  { kind, identity, parties }: Subject,
  directory: Directory,
): ReadonlySet<string> {
  return partiesIn(kind.partyFields, parties ?? identity, directory);
}

/** Whom a policy that applies reaches: a reserved record only whom it names, unless the policy says otherwise. */
export function reachOf(policy: Policy, subject: Subject, situation: Situation): Reach {
  const { directory, publisher } = situation;
  const addressed = directory.active.filter((member) => addresses(policy, member)).map(({ id }) => id);
  const narrowed = addressed.length > 0 && !policy.exclusive && isReserved(subject, situation);
  const named = namedParties(subject, directory);
  const enterprises = new Set(narrowed ? addressed.filter((id) => named.has(id)) : addressed);
  if (policy.to.named === true) for (const id of activeOf(named, directory)) enterprises.add(id);
  enterprises.delete(publisher);
  return { enterprises, open: narrowed ? null : opennessOf(policy), narrowed };
}

function addresses({ to }: Policy, { id, roles }: DirectoryMember): boolean {
  if (to.public === true || to.network === true) return true;
  return to.roles?.some((role) => roles.includes(role)) === true || to.enterprises?.includes(id) === true;
}

function opennessOf({ to }: Policy): Reach['open'] {
  if (to.public === true) return 'public';
  return to.network === true ? 'network' : null;
}

/** Those of some enterprises that may be granted something. */
export function activeOf(ids: Iterable<string>, directory: Directory): readonly string[] {
  return [...ids].filter((id) => directory.member(id)?.status === 'active');
}

/**
 * Whether a record is reserved for a party that it names; a row that names its own publisher in such a field
 * reserves nothing, and one reserved for an outsider is nobody's here.
 */
function isReserved({ kind, identity }: Subject, { publisher }: Situation): boolean {
  return kind.exclusiveFields.some((field) => {
    const value = identity[field];
    return value !== undefined && value !== publisher;
  });
}

function partiesIn(fields: readonly string[], identity: JsonObject, directory: Directory): Set<string> {
  const parties = new Set<string>();
  for (const field of fields) {
    const value = identity[field];
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const text of texts) {
      if (typeof text !== 'string') continue;
      const party = directory.party(text);
      if (party.is === 'member') parties.add(party.id);
    }
  }
  return parties;
}

function namesParty(values: readonly string[], id: string, directory: Directory): boolean {
  return values.some((value) => {
    const party = directory.party(value);
    return party.is !== 'unknown' && party.id === id;
  });
}
