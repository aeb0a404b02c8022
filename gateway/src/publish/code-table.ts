// SPDX-License-Identifier: Apache-2.0
import { appendFile, open, type FileHandle } from 'node:fs/promises';
import type { CodeSort } from '../kinds/aliases.js';
import type { Kind } from '../kinds/kind.js';
import type { Code, KnownCode } from '../kinds/known-code.js';
import { codesIn, type KnownCodes } from '../intake/codes.js';
import type { InputRow } from '../intake/input-row.js';
import { CODES_KEPT_MAX } from '../limits.js';
import type { Store } from '../store/store.js';
import { CodeMemory, type CodeEntry } from './code-memory.js';

/** Finds what the codes of a file mean, group after group of its rows. */
export interface CodeTable {
  /** What is known of the codes of these rows, the next of the file. */
  of(rows: readonly InputRow[], kind: Kind): Promise<KnownCodes>;
}

/**
 * Looks codes up among the own product and location records. What decides the values of a row is kept in a file as
 * well: an import that goes on after a crash must publish the same, whatever those records say by then.
 */
export class StoredCodes implements CodeTable {
  readonly #store: Store;
  readonly #publisher: string;
  readonly #path: string;
  readonly #decides: (known: KnownCode) => boolean;
  #memory = new CodeMemory();
  #group = 0;

  /**
   * @param path - of the file
   * @param refusesUnknown - whether a row with an unknown code is refused, rather than published as it is
   */
  constructor(
    store: Store,
    { publisher, path, refusesUnknown }: { publisher: string; path: string; refusesUnknown: boolean },
  ) {
    this.#store = store;
    this.#publisher = publisher;
    this.#path = path;
    this.#decides = ({ owners, customers }) =>
      owners !== 1 && (owners > 1 || customers.length > 0 || refusesUnknown);
  }

  /** @see {@link CodeTable.of} */
  async of(rows: readonly InputRow[], kind: Kind): Promise<KnownCodes> {
    const codes = rows.flatMap(({ values }) => codesIn(values, kind));
    if (this.#memory.size + codes.length > CODES_KEPT_MAX) this.#memory = new CodeMemory();
    const memory = this.#memory;
    await this.#lookUp(codes.filter((code) => memory.add(code)));
    const deciding = new CodeMemory();
    for (const code of codes) {
      const known = memory.find(code.sort, code.code);
      if (this.#decides(known)) deciding.set(code, known);
    }
    if (deciding.size > 0) {
      const line = JSON.stringify([this.#group, deciding.entries]);
      await appendFile(this.#path, `${line}\n`, { mode: 0o600 });
    }
    this.#group += 1;
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

/** Reads what {@link StoredCodes} has kept, group after group of as many rows. */
export class KeptCodes implements CodeTable {
  readonly #path: string;
  #lines: AsyncIterator<string> | undefined;
  #next: readonly [group: number, entries: readonly CodeEntry[]] | undefined;
  #group = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** @see {@link CodeTable.of} */
  async of(): Promise<KnownCodes> {
    if (this.#lines === undefined) {
      this.#lines = linesOf(this.#path);
      await this.#advance();
    }
    const entries = this.#next?.[0] === this.#group ? this.#next[1] : [];
    if (entries.length > 0) await this.#advance();
    this.#group += 1;
    return new CodeMemory(entries);
  }

  async #advance(): Promise<void> {
    const line = await this.#lines?.next();
    this.#next = line?.done === false ? (JSON.parse(line.value) as [number, CodeEntry[]]) : undefined;
  }
}

/** There is no file where every code stays as it is. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const file = await openIfThere(path);
  if (file !== undefined) yield* file.readLines();
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
