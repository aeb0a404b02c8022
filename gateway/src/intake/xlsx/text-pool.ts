// SPDX-License-Identifier: Apache-2.0
import { SHARED_TEXT_BYTES_MAX } from './limits.js';
import { workbookRefused } from './refusal.js';

/** Bytes and texts of a new pool; both double when they are full. */
const BYTES_FIRST = 16_384;
const TEXTS_FIRST = 1_024;

/**
 * Keeps many texts in few bytes. A sheet names its texts by number in any order, so all of them must be at hand;
 * as strings of their own they would take several times as much.
 */
export class TextPool {
  #bytes = Buffer.alloc(BYTES_FIRST);
  #ends = new Uint32Array(TEXTS_FIRST);
  #count = 0;

  /** @throws GatewayError INVALID_REQUEST with fault TOO_LARGE */
  add(text: string): void {
    const start = this.#endOf(this.#count);
    const end = start + Buffer.byteLength(text);
    if (end > SHARED_TEXT_BYTES_MAX) throw workbookRefused('TOO_LARGE');
    while (end > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    this.#bytes.write(text, start, 'utf8');
    if (this.#count === this.#ends.length) {
      const ends = new Uint32Array(this.#ends.length * 2);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#ends[this.#count] = end;
    this.#count += 1;
  }

  /** The text of this number, counted from 0; `undefined` when there is none. */
  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    return this.#bytes.toString('utf8', this.#endOf(index), this.#endOf(index + 1));
  }

  /** Where the texts before this one end. */
  #endOf(count: number): number {
    return count === 0 ? 0 : (this.#ends[count - 1] ?? 0);
  }
}
