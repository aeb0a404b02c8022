// SPDX-License-Identifier: Apache-2.0
/** Places of a large enterprise. */
const LOCATIONS = 50;

/** A row of stock as its publisher writes it. */
export type StockRow = Readonly<Record<string, string | boolean>>;

/** Rows of stock of one supplier, for one customer or for all: every row of its own product, the same rows for the same seed. */
export class StockRows {
  readonly #customer: string | undefined;
  #state: number;
  #made = 0;

  constructor(seed: number, customer?: string) {
    this.#state = seed;
    this.#customer = customer;
  }

  /** The next rows. */
  take(count: number): readonly StockRow[] {
    return Array.from({ length: count }, () => this.#next());
  }

  #next(): StockRow {
    this.#made += 1;
    const minute = String(this.#random(60)).padStart(2, '0');
    return {
      product: `XH-CELL-${this.#made}`,
      location: `WH${1 + this.#random(LOCATIONS)}`,
      ...(this.#customer !== undefined && { customer: this.#customer }),
      direction: 'outbound',
      blocked: false,
      quantity: String(this.#random(100_000)),
      unit: 'H87',
      owner: 'XH',
      asOf: `2026-11-23T08:${minute}:00+08:00`,
    };
  }

  /** A whole number below the limit (linear congruential, constants of Numerical Recipes). */
  #random(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }
}

/** Rows as the lines of a sheet, the header first. */
export function tableOf(rows: readonly StockRow[]): readonly (readonly string[])[] {
  const header = Object.keys(rows[0] ?? {});
  return [header, ...rows.map((row) => header.map((column) => String(row[column])))];
}

/** Rows as a file of CSV. */
export function csvOf(rows: readonly StockRow[]): string {
  return tableOf(rows)
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
}
