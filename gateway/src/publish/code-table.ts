// SPDX-License-Identifier: Apache-2.0
import type { CodeSort } from '../kinds/aliases.js';
import type { Kind } from '../kinds/kind.js';
import type { Code } from '../kinds/known-code.js';
import { codesIn, type KnownCodes } from '../intake/codes.js';
import type { InputRow } from '../intake/input-row.js';
import { CODES_KEPT_MAX } from '../limits.js';
import type { Store } from '../store/store.js';
import { CodeMemory } from './code-memory.js';

/** Finds what the codes of a file mean, group after group of its rows. */
export interface CodeTable {
  /** What is known of the codes of these rows, the next of the file. */
  of(rows: readonly InputRow[], kind: Kind): Promise<KnownCodes>;
}

/** Looks codes up among the own product and location records. */
export class StoredCodes implements CodeTable {
  readonly #store: Store;
  readonly #publisher: string;
  #memory = new CodeMemory();

  constructor(store: Store, publisher: string) {
    this.#store = store;
    this.#publisher = publisher;
  }

  /** @see {@link CodeTable.of} */
  async of(rows: readonly InputRow[], kind: Kind): Promise<KnownCodes> {
    const codes = rows.flatMap(({ values }) => codesIn(values, kind));
    if (this.#memory.size + codes.length > CODES_KEPT_MAX) this.#memory = new CodeMemory();
    const memory = this.#memory;
    await this.#lookUp(codes.filter((code) => memory.add(code)));
    return memory;
  }

  async #lookUp(missing: readonly Code[]): Promise<void> {
    if (missing.length === 0) return;
    const codesOf = (wanted: CodeSort) =>
      missing.filter(({ sort }) => sort === wanted).map(({ code }) => code);
    const codes = { product: codesOf('product'), location: codesOf('location') };
    const found = await this.#store.read('code.known', { publisher: this.#publisher, ...codes });
    for (const sort of ['product', 'location'] as const) this.#memory.learn(sort, codes[sort], found[sort]);
  }
}
