// SPDX-License-Identifier: Apache-2.0
import type { Section } from '@chainshare/chaincode/model';
import type { Kind } from '../kinds/kind.js';
import { sectionOf, type SectionValues } from '../kinds/sections.js';
import { evaluate, type CallTerms, type Evaluation } from './evaluate.js';
import { EVALUATIONS_KEPT_MAX } from './limits.js';
import { subjectOf, type Situation } from './matching.js';

/** What of a record decides who receives it, beside its kind. */
export interface Judged {
  readonly parts: SectionValues;
  /** Sections that hold anything, in the order of sealing. */
  readonly present: readonly Section[];
}

/**
 * Decides who receives the records of one call. Rules look at few fields of a record, so most of its records are
 * judged like one before: a file of a hundred thousand rows has some hundred customers.
 */
export class Evaluator {
  readonly #kind: Kind;
  readonly #situation: Situation;
  readonly #terms: CallTerms;
  /** Fields that any rule looks at, and where they stand. */
  readonly #fields: readonly { readonly section: Section; readonly field: string }[];
  readonly #known = new Map<string, Evaluation>();

  constructor(kind: Kind, situation: Situation, terms: CallTerms) {
    const conditions = situation.policies.flatMap(({ where }) => Object.keys(where));
    this.#kind = kind;
    this.#situation = situation;
    this.#terms = terms;
    const names = new Set([...conditions, ...kind.partyFields, ...kind.exclusiveFields]);
    this.#fields = [...names].map((field) => ({ field, section: sectionOf(kind.marks, field) }));
  }

  /** @param also - who reads the record that this one corrects, withdraws or zeroes */
  evaluate(judged: Judged, also?: CallTerms['also']): Evaluation {
    if (also !== undefined) return this.#evaluate(judged, { ...this.#terms, also });
    const key = this.#keyOf(judged);
    let known = this.#known.get(key);
    if (known === undefined) {
      known = this.#evaluate(judged, this.#terms);
      if (this.#known.size >= EVALUATIONS_KEPT_MAX) this.#known.clear();
      this.#known.set(key, known);
    }
    return known;
  }

  #evaluate({ parts, present }: Judged, terms: CallTerms): Evaluation {
    return evaluate(subjectOf(this.#kind, parts), present, this.#situation, terms);
  }

  #keyOf({ parts, present }: Judged): string {
    let key = present.join();
    for (const { section, field } of this.#fields) {
      const value = parts[section]?.[field];
      if (value !== undefined) key += `,${field}:${JSON.stringify(value)}`;
    }
    return key;
  }
}
