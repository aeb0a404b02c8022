// SPDX-License-Identifier: Apache-2.0
import type { Caller } from '../../services.js';
import type { Store } from '../../store/store.js';
import type { AccessEntry } from '../../vault/access-log.js';
import { ACCESS_LOG_BATCH_MAX, ACCESS_LOG_FLUSH_MS } from '../limits.js';

/** What happened; who asked and when are added. */
export type Access = Pick<AccessEntry, 'action' | 'record' | 'outcome' | 'count'>;

/**
 * Writes the access log, many entries in one commit: one commit each would cost every read a wait for the
 * disk. A crash can lose the last {@link ACCESS_LOG_FLUSH_MS} of it.
 */
export class AccessRecorder {
  readonly #store: Store;
  readonly #onError: (error: unknown) => void;
  #waiting: AccessEntry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #written: Promise<void> = Promise.resolve();

  /** @param onError - told when entries could not be written; the answers were given already */
  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store;
    this.#onError = onError;
  }

  record({ subject, clientId }: Caller, access: Access): void {
    this.#waiting.push({ at: new Date().toISOString(), subject, clientId, ...access });
    if (this.#waiting.length >= ACCESS_LOG_BATCH_MAX) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), ACCESS_LOG_FLUSH_MS).unref();
  }

  /** Writes what waits; call it before the store is closed. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const entries = this.#waiting;
    this.#waiting = [];
    if (entries.length > 0) {
      this.#written = this.#store.write('access-log.add', entries).catch(this.#onError);
    }
    await this.#written;
  }
}
