// SPDX-License-Identifier: Apache-2.0

/** What was opened and must be closed, in the opposite order, also when opening stops half-way. */
export class Closing {
  readonly #steps: (() => Promise<void> | void)[] = [];
  #closed: Promise<void> | undefined;

  /** Adds a step; it is done before those added earlier. */
  add(step: () => Promise<void> | void): void {
    this.#steps.push(step);
  }

  /**
   * Does every step once, also after one that fails; a second call waits for the first.
   *
   * @throws AggregateError with the failures
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
  }
}
