// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from './eventually.js';
import type { FaultNetwork } from './fault-network.js';
import type { KillableGateway } from './killable-gateway.js';
import { Acknowledged, PublishCall } from './publish-call.js';

/** Between two calls of a caller that was not answered: a ledger that starts is not stormed. */
const PAUSE_MS = 100;

/** What came of a load. */
export interface LoadResult {
  readonly acknowledged: readonly Acknowledged[];
  /** Calls that were sent once and of which their caller knows nothing. */
  readonly abandoned: readonly PublishCall[];
}

/**
 * Callers that publish one call after the other: patient ones repeat a call until it is acknowledged, and one
 * impatient caller never repeats.
 */
export class Load {
  readonly #gateway: KillableGateway;
  readonly #patient: number;
  readonly #acknowledged: Acknowledged[] = [];
  readonly #abandoned: PublishCall[] = [];
  #isOn = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(gateway: KillableGateway, { patient }: { readonly patient: number }) {
    this.#gateway = gateway;
    this.#patient = patient;
  }

  /** Lets the callers begin, or begin again. */
  begin(): void {
    this.#isOn = true;
    const patient = Array.from({ length: this.#patient }, () => this.#repeat());
    this.#running = Promise.all([...patient, this.#neverRepeat()]);
    // Whoever ends the load hears of a failure.
    this.#running.catch(() => undefined);
  }

  /** Waits until so many more calls are acknowledged: only a ledger that is in use can be killed in the middle. */
  async flows(calls: number): Promise<void> {
    const enough = this.#acknowledged.length + calls;
    await eventually(`${calls} more calls are acknowledged`, () =>
      Promise.resolve(this.#acknowledged.length >= enough ? true : undefined),
    );
  }

  /** Lets every caller finish its call. @returns what came of all calls since the first beginning */
  async end(): Promise<LoadResult> {
    this.#isOn = false;
    await this.#running;
    return { acknowledged: this.#acknowledged, abandoned: this.#abandoned };
  }

  async #repeat(): Promise<void> {
    while (this.#isOn) this.#acknowledged.push(await new PublishCall().acknowledged(this.#gateway));
  }

  /** Its calls have two rows, so that half a call would show. */
  async #neverRepeat(): Promise<void> {
    while (this.#isOn) {
      const call = new PublishCall(2);
      const answer = await call.send(this.#gateway);
      if (answer?.status === 201) {
        this.#acknowledged.push(new Acknowledged(call, answer));
      } else {
        this.#abandoned.push(call);
        await delay(PAUSE_MS);
      }
    }
  }
}

/** Ends a load and removes its network, also when the load has failed. */
export async function removeLoaded(network: FaultNetwork, load: Load): Promise<void> {
  try {
    await load.end();
  } finally {
    await network.remove();
  }
}
