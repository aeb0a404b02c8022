// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, verdictFaults, type Instant, type JsonObject } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { InputRow } from '../intake/input-row.js';
import type { Kind } from '../kinds/kind.js';
import type { Store } from '../store/store.js';

/** What follows from the record that a response answers, or what is wrong with the reference. */
export interface Answered {
  readonly derived?: JsonObject;
  readonly faults: readonly Fault[];
}

/** What follows for a record that answers nothing. */
const NOTHING: Answered = { faults: [] };

/** Finds what responses answer: to whom they go is never typed. */
export class AnsweredRecords {
  readonly #store: Store;
  readonly #enterprise: string;
  readonly #now: Instant;

  constructor(store: Store, enterprise: string, now: Instant) {
    this.#store = store;
    this.#enterprise = enterprise;
    this.#now = now;
  }

  /** Looks up what a row answers; nothing, for rows of other kinds and those whose form is wrong anyway. */
  find({ values }: InputRow, { name }: Kind): Answered | Promise<Answered> {
    if (name !== 'response' || !isJsonObject(values)) return NOTHING;
    const { answers, verdict } = values;
    if (typeof answers !== 'string' || typeof verdict !== 'string') return NOTHING;
    return this.#find(answers, verdict);
  }

  async #find(answers: string, verdict: string): Promise<Answered> {
    const text = await this.#store.read('record.read', { id: answers, now: this.#now });
    if (text === null) {
      const message = 'this gateway holds no such record';
      return { faults: [{ pointer: '/answers', code: 'UNKNOWN_RECORD', message }] };
    }
    const { kind, publisher } = (JSON.parse(text) as { data: { kind: string; publisher: string } }).data;
    if (publisher === this.#enterprise) {
      const message = 'a record is answered by whom it was published to';
      return { faults: [{ pointer: '/answers', code: 'NOT_ALLOWED', message }] };
    }
    return { derived: { to: publisher }, faults: verdictFaults(kind, verdict) };
  }
}
