// SPDX-License-Identifier: Apache-2.0
import type { Section } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { TO_MAX } from '../limits.js';
import type { Directory } from '../policy/directory.js';
import type { CallTerms } from '../policy/evaluate.js';
import type { Onward } from '../services.js';

/** What a call says beside its records, wherever it said it. */
export interface CallParameters {
  readonly kind?: string;
  readonly to?: readonly string[];
  readonly sections?: readonly Section[];
  readonly onward?: Onward;
  readonly note?: string;
  /** Time of rows that do not state theirs. */
  readonly observedAt?: string;
  /** Fields by which the file is all there is; own records that it lacks become 0. */
  readonly snapshot?: readonly string[];
}

/** The addressees of a call, or what is wrong with them. */
export interface ResolvedCall {
  readonly terms: CallTerms;
  readonly faults: readonly Fault[];
}

/**
 * Resolves the addressees of a call. Whoever is named here must be able to receive: a call that cannot do what it
 * says is refused rather than half done.
 */
export function resolveCall(
  { to = [], sections, onward }: CallParameters,
  directory: Directory,
): ResolvedCall {
  const faults: Fault[] = [];
  if (to.length > TO_MAX) {
    faults.push({ pointer: '/to', code: 'OUT_OF_RANGE', message: `a call has at most ${TO_MAX} addressees` });
  }
  if (sections !== undefined && to.length === 0) {
    faults.push({
      pointer: '/sections',
      code: 'NOT_ALLOWED',
      message: 'sections say what to receives; name to',
    });
  }
  const ids = new Set<string>();
  to.forEach((name, i) => {
    const fault = addresseeFault(name, directory);
    const party = directory.party(name);
    if (fault !== undefined) faults.push({ pointer: `/to/${i}`, ...fault });
    else if (party.is === 'member') ids.add(party.id);
  });
  const terms = {
    to: [...ids],
    ...(sections === undefined ? {} : { sections }),
    ...(onward === undefined ? {} : { onward }),
  };
  return { terms, faults };
}

function addresseeFault(name: string, directory: Directory): Omit<Fault, 'pointer'> | undefined {
  const party = directory.party(name);
  if (party.is === 'unknown') return { code: 'UNKNOWN_PARTY', message: `no member is known as ${name}` };
  if (party.is === 'outsider' || directory.member(party.id)?.status !== 'active') {
    return { code: 'NOT_A_MEMBER', message: `${name} is not an active member` };
  }
  if (directory.newestKey(party.id) === undefined) {
    return {
      code: 'NO_KEY',
      message: `${name} has not published a key yet, so nothing can be sealed for it`,
    };
  }
  return undefined;
}
