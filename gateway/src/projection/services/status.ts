// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '../../errors.js';
import type { StatusService } from '../../services.js';
import type { Store } from '../../store/store.js';

/** What the status needs. */
export interface StatusParts {
  /** MSP ID of this enterprise */
  readonly enterprise: string;
  readonly store: Store;
  /** number of blocks that the own peer has */
  readonly ledger: { height(): Promise<number> };
  /** blocks that the projection may be behind the peer and still count as ready */
  readonly lagBlocksMax: number;
}

/** Whether the gateway can serve, and how far it is. */
export class Status implements StatusService {
  readonly #parts: StatusParts;

  constructor(parts: StatusParts) {
    this.#parts = parts;
  }

  async ready(): Promise<{ readonly ready: boolean; readonly reasons: readonly string[] }> {
    const { store, lagBlocksMax } = this.#parts;
    const height = await this.#height();
    if (height === null) return { ready: false, reasons: ['The own peer does not answer.'] };
    const lag = lagOf(height, await store.read('project.checkpoint', {}));
    if (lag <= lagBlocksMax) return { ready: true, reasons: [] };
    return {
      ready: false,
      reasons: [`The projection is ${lag} blocks behind; ${lagBlocksMax} are allowed.`],
    };
  }

  async status(): Promise<JsonObject> {
    const { enterprise, store } = this.#parts;
    const [height, overview] = await Promise.all([this.#height(), store.read('overview', {})]);
    const { block, publications, records, outbox } = overview;
    const pending = (publications['pending'] ?? 0) + (publications['own'] ?? 0);
    const ledger = {
      reachable: height !== null,
      height,
      projected: block,
      lag: height === null ? null : lagOf(height, block),
    };
    return { enterprise, ledger, pending, publications, records, outbox };
  }

  /** Null while the peer cannot be reached: that is a state to show, not a failure to answer. */
  async #height(): Promise<number | null> {
    try {
      return await this.#parts.ledger.height();
    } catch (error) {
      if (error instanceof GatewayError) return null;
      throw error;
    }
  }
}

function lagOf(height: number, projected: number): number {
  return Math.max(height - 1 - projected, 0);
}
