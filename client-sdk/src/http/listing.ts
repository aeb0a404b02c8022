// SPDX-License-Identifier: Apache-2.0
import type { Basis, Page } from '../answers.js';
import type { Query, Transport } from './transport.js';

/**
 * A list that is fetched page by page while it is read. Iterate it for the entries, or {@link Listing.pages} for the
 * pages with what each is based on. All pages show the state at the block of the first.
 */
export class Listing<T> implements AsyncIterable<T> {
  readonly #transport: Transport;
  readonly #path: string;
  readonly #query: Query;
  #basis: Basis | undefined;

  constructor(transport: Transport, path: string, query: Query) {
    this.#transport = transport;
    this.#path = path;
    this.#query = query;
  }

  /** What the last page read was based on, and what it left out; undefined before the first. */
  get basis(): Basis | undefined {
    return this.#basis;
  }

  /** The pages, one call each. */
  async *pages(): AsyncGenerator<Page<T>> {
    let cursor: string | undefined;
    do {
      const page = await this.#transport.json<Page<T>>({
        method: 'GET',
        path: this.#path,
        query: { ...this.#query, cursor },
        repeat: 'always',
      });
      const { asOfBlock, pending, withheld } = page;
      this.#basis = { asOfBlock, pending, withheld };
      yield page;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }

  /** The entries of all pages. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const page of this.pages()) yield* page.data;
  }

  /** All entries at once, for lists that are known to be short. */
  async toArray(): Promise<T[]> {
    const all: T[] = [];
    for await (const entry of this) all.push(entry);
    return all;
  }
}
