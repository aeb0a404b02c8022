// SPDX-License-Identifier: Apache-2.0
import type { CodeSort } from '../kinds/aliases.js';
import type { KnownCode, KnownCodeList } from '../kinds/known-code.js';
import type { KnownCodes } from '../intake/codes.js';

/** A code that means an own thing, or nothing, by itself: it stays as it is. */
const ITSELF: KnownCode = { owners: 1, customers: [] };

/** A code of which nothing is known. */
const UNKNOWN: KnownCode = { owners: 0, customers: [] };

/** What is known of codes; what is not known stays as it is. */
export class CodeMemory implements KnownCodes {
  readonly #known: Readonly<Record<CodeSort, Map<string, KnownCode>>> = {
    product: new Map(),
    location: new Map(),
  };

  readonly #sorts: ReadonlySet<CodeSort>;

  /** @param sorts - of which own records say anything at all */
  constructor(sorts: ReadonlySet<CodeSort>) {
    this.#sorts = sorts;
  }

  get size(): number {
    return this.#known.product.size + this.#known.location.size;
  }

  /** Makes room for a code that is yet to be looked up; false when nothing need be. */
  add(sort: CodeSort, code: string): boolean {
    if (!this.#sorts.has(sort)) return false;
    const known = this.#known[sort];
    if (known.has(code)) return false;
    known.set(code, ITSELF);
    return true;
  }

  /** Takes what was read of codes. Nearly all are known or not, and are remembered without an object of their own. */
  learn(sort: CodeSort, codes: readonly string[], { owners, customers }: KnownCodeList): void {
    codes.forEach((code, i) => {
      const count = owners[i] ?? 0;
      if (count !== 1) this.#known[sort].set(code, count === 0 ? UNKNOWN : { owners: count, customers: [] });
    });
    for (const [place, parts] of customers) {
      this.#known[sort].set(codes[place] ?? '', { owners: owners[place] ?? 0, customers: parts });
    }
  }

  find(sort: CodeSort, code: string): KnownCode {
    return this.#sorts.has(sort) ? (this.#known[sort].get(code) ?? ITSELF) : UNKNOWN;
  }
}
