// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';

/** Whether a gateway can do its work, and if not, why. */
export class Condition {
  readonly #told: ((error: unknown) => void) | undefined;
  readonly #failure = new AbortController();
  #hasJoined = false;

  /** @param told - told of the failures */
  constructor(told?: (error: unknown) => void) {
    this.#told = told;
  }

  /** Why the gateway cannot publish and receive now, or `null`. */
  get obstacle(): string | null {
    if (this.#failure.signal.aborted)
      return 'The gateway has failed and must be started again; its log says why.';
    return this.#hasJoined ? null : 'The gateway has not joined the network yet.';
  }

  /** Fires with the error after which the gateway cannot go on. */
  get failed(): AbortSignal {
    return this.#failure.signal;
  }

  joined(): void {
    this.#hasJoined = true;
  }

  /** What is to be called with an error after which a part cannot go on. */
  fail(log: Logger, what: string): (error: unknown) => void {
    return (error) => {
      this.#failure.abort(error);
      log.fatal({ error }, what);
      this.#told?.(error);
    };
  }
}
