// SPDX-License-Identifier: Apache-2.0
import type { RequestHandler } from 'express';
import { GatewayError } from '../errors.js';
import {
  LEDGER_CALLS_IN_FLIGHT_MAX,
  REQUESTS_IN_FLIGHT_MAX,
  RETRY_AFTER_SECONDS,
  STREAMS_MAX,
} from './limits.js';
import type { Lane } from './route.js';

const laneLimits: Readonly<Record<Lane, number>> = {
  local: REQUESTS_IN_FLIGHT_MAX,
  ledger: LEDGER_CALLS_IN_FLIGHT_MAX,
  stream: STREAMS_MAX,
};

/**
 * Counts the requests at work in each lane and refuses those that are too many, so that the gateway says 429
 * before its peer would. One admission belongs to one gateway.
 */
export class Admission {
  readonly #inFlight: Record<Lane, number> = { local: 0, ledger: 0, stream: 0 };
  readonly #limits: Readonly<Record<Lane, number>>;

  constructor(limits: Readonly<Record<Lane, number>> = laneLimits) {
    this.#limits = limits;
  }

  /** Requests at work in a lane now. */
  inFlight(lane: Lane): number {
    return this.#inFlight[lane];
  }

  /** Admits a request to its lane until its connection is done with it. */
  admit(lane: Lane): RequestHandler {
    return (_request, response, next) => {
      if (this.#inFlight[lane] >= this.#limits[lane]) {
        throw new GatewayError('OVERLOADED', { retryAfterSeconds: RETRY_AFTER_SECONDS });
      }
      this.#inFlight[lane]++;
      response.once('close', () => this.#inFlight[lane]--);
      next();
    };
  }
}
