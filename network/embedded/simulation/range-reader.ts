// SPDX-License-Identifier: Apache-2.0
import type { StateEntry } from '../storage/state.js';
import { RangeSummary } from './range-summary.js';
import type { RangeQuery } from './read-write-set.js';

/** Reads a range result by result and, for public state, keeps account of what was seen. */
export class RangeReader {
  readonly #entries: AsyncGenerator<StateEntry, void>;
  readonly #limit: number;
  readonly #range: { readonly start: string; readonly end: string };
  readonly #summary = new RangeSummary();
  #count = 0;
  #seenTo = '';
  #exhausted = false;

  /** A limit of 0 reads to the end. */
  constructor(
    entries: AsyncGenerator<StateEntry, void>,
    range: { readonly start: string; readonly end: string },
    limit: number,
  ) {
    this.#entries = entries;
    this.#range = range;
    this.#limit = limit;
  }

  /** The next result, or undefined at the end or the limit. */
  async next(): Promise<StateEntry | undefined> {
    const atLimit = this.#limit > 0 && this.#count >= this.#limit;
    const found = atLimit ? undefined : await this.#pull();
    if (!found) {
      this.#exhausted = true;
      this.#seenTo = this.#range.end;
      return undefined;
    }
    this.#count++;
    this.#summary.add({ key: found.key, version: found.version });
    this.#seenTo = found.key;
    return found;
  }

  /** The key after the last result, empty at the end: where the next page begins. */
  async bookmark(): Promise<string> {
    return (await this.#pull())?.key ?? '';
  }

  /** Lets the iterator go. */
  async close(): Promise<void> {
    await this.#entries.return();
  }

  /** What was seen, for the read set. */
  query(): RangeQuery {
    const { start } = this.#range;
    return { start, end: this.#seenTo, exhausted: this.#exhausted, ...this.#summary.finish() };
  }

  async #pull(): Promise<StateEntry | undefined> {
    const { done, value } = await this.#entries.next();
    return done ? undefined : value;
  }
}
