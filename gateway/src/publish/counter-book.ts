// SPDX-License-Identifier: Apache-2.0
import type { Counter, CounterStep } from '../vault/counters.js';

/** The counters of one epoch in memory; the vault has the last word when a draft is stored. */
export class CounterBook {
  readonly #epoch: number;
  readonly #next: Map<string, number>;

  constructor(epoch: number, counters: readonly Counter[]) {
    this.#epoch = epoch;
    this.#next = new Map(counters.map(({ recipient, next }) => [recipient, next]));
  }

  /** Begins to take numbers; they count only once the draft is kept. */
  draft(): CounterDraft {
    return new CounterDraft(this.#epoch, this.#next);
  }
}

/** Numbers taken for one transaction. */
export class CounterDraft {
  readonly #epoch: number;
  readonly #next: Map<string, number>;
  readonly #taken = new Map<string, { readonly from: number; readonly to: number }>();

  constructor(epoch: number, next: Map<string, number>) {
    this.#epoch = epoch;
    this.#next = next;
  }

  /** The next number of a recipient, from 1. */
  take(recipient: string): number {
    const range = this.#taken.get(recipient);
    const number = range?.to ?? this.#next.get(recipient) ?? 1;
    this.#taken.set(recipient, { from: range?.from ?? number, to: number + 1 });
    return number;
  }

  /** How the vault's counters move. */
  get steps(): readonly CounterStep[] {
    return [...this.#taken].map(([recipient, range]) => ({ recipient, epoch: this.#epoch, ...range }));
  }

  /** The draft is on the disk: later drafts go on from here. */
  keep(): void {
    for (const [recipient, { to }] of this.#taken) this.#next.set(recipient, to);
  }
}
