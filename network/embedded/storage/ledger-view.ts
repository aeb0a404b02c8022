// SPDX-License-Identifier: Apache-2.0
import type { Database, Moment } from './database.js';
import { State, type StateReader } from './state.js';

/** What one peer sees at one height: the channel's public state and its own private values. */
export class LedgerView {
  readonly publicState: StateReader;
  readonly privateState: StateReader;
  readonly #moments: readonly Moment[];
  #released = false;

  constructor(publicDatabase: Database, privateDatabase: Database) {
    const publicMoment = publicDatabase.acquire();
    const privateMoment = privateDatabase.acquire();
    this.#moments = [publicMoment, privateMoment];
    this.publicState = new State(publicDatabase, publicMoment);
    this.privateState = new State(privateDatabase, privateMoment);
  }

  /** Lets the view go; reading afterwards is a programming error. */
  release(): void {
    if (this.#released) return;
    this.#released = true;
    for (const moment of this.#moments) moment.release();
  }
}
