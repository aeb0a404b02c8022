// SPDX-License-Identifier: Apache-2.0
import { CODE_SORTS, type CodeSort } from '../kinds/aliases.js';
import type { Kind } from '../kinds/kind.js';
import { codeFieldsOf, eachCodeIn, type KnownCodes } from '../intake/codes.js';
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
  #memory: CodeMemory | undefined;

  constructor(store: Store, publisher: string) {
    this.#store = store;
    this.#publisher = publisher;
  }

  /** @see {@link CodeTable.of} */
  async of(rows: readonly InputRow[], kind: Kind): Promise<KnownCodes> {
    const memory = await this.#roomFor(rows.length * codeFieldsOf(kind).length);
    const missing = { product: [] as string[], location: [] as string[] };
    for (const { values } of rows) {
      eachCodeIn(values, kind, (sort, code) => {
        if (memory.add(sort, code)) missing[sort].push(code);
      });
    }
    if (missing.product.length + missing.location.length > 0) await this.#learn(memory, missing);
    return memory;
  }

  async #roomFor(codes: number): Promise<CodeMemory> {
    if (this.#memory === undefined || this.#memory.size + codes > CODES_KEPT_MAX) {
      const sorts = await this.#store.read('code.described', { publisher: this.#publisher });
      this.#memory = new CodeMemory(new Set(sorts));
    }
    return this.#memory;
  }

  async #learn(memory: CodeMemory, codes: Readonly<Record<CodeSort, readonly string[]>>): Promise<void> {
    const found = await this.#store.read('code.known', { publisher: this.#publisher, ...codes });
    for (const sort of CODE_SORTS) memory.learn(sort, codes[sort], found[sort]);
  }
}
