// SPDX-License-Identifier: Apache-2.0
import { Normaliser } from '../../conformance/normalise.js';

/** Replaces only what must differ from ledger to ledger; ids of publications and hashes of private values are equal. */
export class RunNormaliser extends Normaliser {
  readonly #known = new Set<string>();

  constructor(base: number) {
    super(base, []);
  }

  override transaction(id: string): string {
    this.#known.add(id);
    return super.transaction(id);
  }

  override hash(bytes: Uint8Array): string {
    return Buffer.from(bytes).toString('hex');
  }

  override text(text: string): string {
    return text
      .replace(/[0-9a-f]{64}/g, (hex) => (this.#known.has(hex) ? this.transaction(hex) : hex))
      .replace(/\b(?:127\.0\.0\.1|localhost):\d+/g, '<addr>')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>')
      .replace(/"ts":\d+/g, '"ts":0')
      .replace(/BlockNum: (\d+)/g, (_match, number: string) => `BlockNum: +${this.block(Number(number))}`);
  }

  /** The whole of a value that JSON can say, keys included. */
  value(value: unknown): unknown {
    return JSON.parse(this.text(JSON.stringify(value ?? null)));
  }
}
