// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { eventually } from './eventually.js';
import type { Answer, KillableGateway } from './killable-gateway.js';

/** One publication in the answer of a publish call. */
export interface PublishedPublication {
  readonly id: string;
  readonly transactionId: string;
  readonly block: number;
  readonly records: readonly { readonly row: number; readonly id: string }[];
}

/** Long enough for what a test waits for, short enough that it sees when it waits in vain. */
const WAIT_SECONDS = 10;

/** One call that publishes stock for Qiming, and that can be repeated as a client does that has heard nothing. */
export class PublishCall {
  readonly #key = randomUUID();
  readonly #body: string;
  /** Own codes of the products, one a row; no other call names them. */
  readonly products: readonly string[];

  /** @param rows - how many products it tells the stock of */
  constructor(rows = 1) {
    this.products = Array.from({ length: rows }, (_, i) => `XH-${this.#key}-${i}`);
    this.#body = JSON.stringify({ kind: 'inventory', records: this.products.map(stockOf) });
  }

  /**
   * Sends it once.
   *
   * @returns `undefined` when there was no answer: nothing is known then
   */
  send(gateway: KillableGateway, waitSeconds = WAIT_SECONDS): Promise<Answer | undefined> {
    return gateway.ask('/v1/records', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': this.#key,
        prefer: `wait=${waitSeconds}`,
      },
      body: this.#body,
    });
  }

  /** Repeats it until it is acknowledged (201). */
  async acknowledged(gateway: KillableGateway): Promise<Acknowledged> {
    const answer = await eventually(`the call ${this.#key} is acknowledged`, async () => {
      const given = await this.send(gateway);
      if (given !== undefined && !REPEATABLE.has(given.status)) {
        throw new Error(`publishing was answered with ${given.status}: ${JSON.stringify(given.body)}`);
      }
      return given?.status === 201 ? given : undefined;
    });
    return new Acknowledged(this, answer);
  }
}

/** 409: the first exchange is still open; 503: not joined yet. */
const REPEATABLE: ReadonlySet<number> = new Set([201, 202, 409, 503]);

function stockOf(product: string): object {
  return {
    product,
    location: 'WH1',
    customer: 'Qiming',
    direction: 'outbound',
    asOf: '2026-11-25T08:00:00Z',
    quantity: '1200',
    unit: 'H87',
  };
}

/** A call whose publisher was told that it is published. */
export class Acknowledged {
  readonly call: PublishCall;
  readonly answer: Answer;

  constructor(call: PublishCall, answer: Answer) {
    this.call = call;
    this.answer = answer;
  }

  get publications(): readonly PublishedPublication[] {
    return this.answer.body['publications'] as unknown as readonly PublishedPublication[];
  }

  /** The last one in which anything of it stands. */
  get block(): number {
    return Math.max(...this.publications.map(({ block }) => block));
  }

  /** Ids of its records by product. */
  get records(): ReadonlyMap<string, string> {
    const rows = this.publications.flatMap(({ records }) => records);
    return new Map(rows.map(({ row, id }) => [this.call.products[row - 1] ?? '', id]));
  }
}
