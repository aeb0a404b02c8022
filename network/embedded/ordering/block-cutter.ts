// SPDX-License-Identifier: Apache-2.0
import type { BatchRules } from '../config/channel-config.js';

/** Gathers transactions into batches by number, size and time (orderer/common/blockcutter). */
export class BlockCutter {
  readonly #rules: () => BatchRules;
  readonly #emit: (batch: Buffer[]) => void;
  #pending: Buffer[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(rules: () => BatchRules, emit: (batch: Buffer[]) => void) {
    this.#rules = rules;
    this.#emit = emit;
  }

  /** Adds a transaction; one larger than the preferred size becomes a batch of its own. */
  add(envelope: Buffer): void {
    const { preferredMaxBytes, maxMessages, timeoutMs } = this.#rules();
    if (this.#bytes + envelope.length > preferredMaxBytes) this.cut();
    this.#pending.push(envelope);
    this.#bytes += envelope.length;
    if (this.#pending.length >= maxMessages || envelope.length > preferredMaxBytes) this.cut();
    else
      this.#timer ??= setTimeout(() => {
        this.cut();
      }, timeoutMs);
  }

  /** Ends the present batch, if there is one. */
  cut(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.length === 0) return;
    const batch = this.#pending;
    this.#pending = [];
    this.#bytes = 0;
    this.#emit(batch);
  }
}
