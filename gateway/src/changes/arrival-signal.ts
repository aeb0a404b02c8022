// SPDX-License-Identifier: Apache-2.0

/** Wakes those who follow changes when something arrived. It counts, so that nobody sleeps through a wake-up. */
export class ArrivalSignal {
  #count = 0;
  readonly #sleepers = new Set<() => void>();

  /** How often something arrived. */
  get count(): number {
    return this.#count;
  }

  /** To be called when what arrived can be read. */
  arrived(): void {
    this.#count++;
    for (const wake of this.#sleepers) wake();
  }

  /** Sleeps until more arrived than `count` tells, or the signal ends. */
  async moreThan(count: number, signal: AbortSignal): Promise<void> {
    if (this.#count > count || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#sleepers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
