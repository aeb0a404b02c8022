// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/**
 * Replaces what differs from run to run: transaction ids become ordinals, block numbers offsets from the start, hashes
 * of known values their preimage, addresses and timestamps placeholders.
 */
export class Normaliser {
  /** Number of the last block before the trace. */
  readonly #base: number;
  readonly #ordinals = new Map<string, number>();
  readonly #preimages = new Map<string, string>();

  constructor(base: number, knownValues: readonly string[]) {
    this.#base = base;
    for (const value of knownValues) {
      this.#preimages.set(createHash('sha256').update(value).digest('hex'), value);
    }
  }

  /** The ordinal of a transaction id, given when it is first met. */
  transaction(id: string): string {
    let ordinal = this.#ordinals.get(id);
    if (ordinal === undefined) this.#ordinals.set(id, (ordinal = this.#ordinals.size));
    return `<tx${ordinal}>`;
  }

  /** Blocks since the start. */
  block(number: number): number {
    return number - this.#base;
  }

  /** A version in a read set; what was written before the trace is `pre`. */
  version(version: { getBlockNum(): number; getTxNum(): number } | undefined): string | null {
    if (!version) return null;
    const block = this.block(version.getBlockNum());
    return block <= 0 ? 'pre' : `+${block}:${version.getTxNum()}`;
  }

  /** A hash, by what it is the hash of. */
  hash(bytes: Uint8Array): string {
    if (bytes.length === 0) return '';
    const preimage = this.#preimages.get(Buffer.from(bytes).toString('hex'));
    return `<hash:${preimage === undefined ? '?' : JSON.stringify(preimage)}>`;
  }

  /** Free text such as an error message. */
  text(text: string): string {
    return text
      .replace(/[0-9a-f]{64}/g, (hex) =>
        this.#ordinals.has(hex) ? this.transaction(hex) : `<hex:${this.#preimages.get(hex) ?? '?'}>`,
      )
      .replace(/127\.0\.0\.1:\d+/g, '<addr>')
      .replace(/"ts":\d+/g, '"ts":0')
      .replace(/BlockNum: (\d+)/g, (_match, number: string) => `BlockNum: +${this.block(Number(number))}`);
  }
}
