// SPDX-License-Identifier: Apache-2.0
import type { Database, Moment } from './database.js';
import { afterPrefix, stateKey } from './keys.js';
import { decodeStateValue, type StateValue } from './version.js';

/** A value of the state with its key. */
export interface StateEntry extends StateValue {
  readonly key: string;
}

/** Current values by namespace and key. */
export interface StateReader {
  /** The value of a key, or undefined. */
  get(namespace: string, key: Buffer | string): StateValue | undefined;
  /** Entries from start to before end in UTF-8 order; an empty end means all. */
  range(namespace: string, start: string, end: string): AsyncGenerator<StateEntry, void>;
}

/** Reads the state of a database, at a moment or as it is now. */
export class State implements StateReader {
  readonly #database: Database;
  readonly #moment: Moment | undefined;

  constructor(database: Database, moment?: Moment) {
    this.#database = database;
    this.#moment = moment;
  }

  get(namespace: string, key: Buffer | string): StateValue | undefined {
    const stored = this.#database.get(stateKey(namespace, key), this.#moment);
    return stored && decodeStateValue(stored);
  }

  async *range(namespace: string, start: string, end: string): AsyncGenerator<StateEntry, void> {
    const prefix = stateKey(namespace, '');
    const range = {
      gte: stateKey(namespace, start),
      lt: end === '' ? afterPrefix(prefix) : stateKey(namespace, end),
    };
    if (range.gte.compare(range.lt) >= 0) return;
    for await (const [key, stored] of this.#database.entries(range, this.#moment)) {
      yield { key: key.subarray(prefix.length).toString(), ...decodeStateValue(stored) };
    }
  }
}
