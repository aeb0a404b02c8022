// SPDX-License-Identifier: Apache-2.0
import { oncePer, sections, type Audience, type Section } from '@chainshare/chaincode/model';
import type { Onward } from '../services.js';

/** What one enterprise receives of a record, and by which rules. */
export interface Grant {
  readonly enterprise: string;
  /** In the order of sealing; identity always. */
  readonly sections: readonly Section[];
  /** Bits of what the records may be used for; 0: none stated. */
  readonly purpose: number;
  /** Unix seconds until when they may be used; 0: without end. */
  readonly until: number;
  /** Ids of policies, `named` for what a record names by itself, `to` for the call's own addressees. */
  readonly policies: readonly string[];
}

/** Who receives one record. */
export interface Disclosure {
  readonly audience: Audience;
  /** Sorted by enterprise. */
  readonly grants: readonly Grant[];
  readonly onward: Onward | null;
}

/** Stands for everybody in the list of an open record's readers: no MSP ID can be written so. */
export const EVERYBODY = '*';

/** Adds a grant to those of its enterprise: sections and purposes add up, the later end wins, no end most of all. */
export function addGrant(grants: Map<string, Grant>, grant: Grant): void {
  const before = grants.get(grant.enterprise);
  const names = new Set<Section>(['identity', ...grant.sections, ...(before?.sections ?? [])]);
  grants.set(grant.enterprise, {
    enterprise: grant.enterprise,
    sections: sections.filter((section) => names.has(section)),
    purpose: grant.purpose | (before?.purpose ?? 0),
    until: laterEnd(before?.until, grant.until),
    policies: [...new Set([...(before?.policies ?? []), ...grant.policies])],
  });
}

/**
 * A text that is equal for records which may stand in one publication: same audience, same sections, purpose
 * and end for each enterprise, same passing on. By which policies is no difference to a reader. Most records of a
 * call share their disclosure with others.
 */
export const audienceKey = oncePer(({ audience, grants, onward }: Disclosure): string => {
  const readers = grants.map(({ enterprise, sections: names, purpose, until }) =>
    [enterprise, names.join('+'), purpose, until].join(' '),
  );
  return JSON.stringify([audience, readers, onward]);
});

/** Several permissions to pass on, as the one that a header can state; `conflict` when they point both ways. */
export function joinOnward(list: readonly Onward[]): Onward | null | 'conflict' {
  const [first, ...others] = list;
  if (first === undefined) return null;
  if (others.some(({ direction }) => direction !== first.direction)) return 'conflict';
  const roles = [...new Set(list.flatMap((onward) => onward.roles))].sort();
  const ends = list.map(({ until }) => until);
  return {
    direction: first.direction,
    roles,
    until: ends.includes(null) ? null : Math.max(...ends.map(Number)),
  };
}

function laterEnd(a: number | undefined, b: number): number {
  if (a === undefined) return b;
  return a === 0 || b === 0 ? 0 : Math.max(a, b);
}
