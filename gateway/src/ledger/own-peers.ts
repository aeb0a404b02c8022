// SPDX-License-Identifier: Apache-2.0
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../errors.js';
import { LEDGER_LOOK_ANSWER_MS, LEDGER_LOOK_MS } from '../limits.js';
import { unlessAborted } from '../unless-aborted.js';
import { heightOf } from './chain-info.js';
import type { LedgerConnection } from './connection.js';

/** One of the own peers, for as long as it is the one in use. */
export interface PeerInUse {
  readonly connection: LedgerConnection;
  /** Fires when another one is used instead. */
  readonly left: AbortSignal;
}

/** From which peer to which a gateway went, as `host:port`. */
export interface PeerChange {
  readonly from: string;
  readonly to: string;
}

/**
 * The peers of the own organisation, of which one is in use until it does not answer a question that it can answer
 * alone; then the next one is, and after the last the first. A question is asked whenever a call has failed, and
 * between calls at intervals: a peer that hangs breaks no connection, so the stream of blocks only falls silent.
 */
export class OwnPeers {
  readonly #connections: readonly LedgerConnection[];
  readonly #changed: (change: PeerChange) => void;
  #leaving = new AbortController();
  #inUse: PeerInUse;
  #looking: Promise<void> | undefined;
  #isClosed = false;

  /**
   * @param connections - one for each peer, the preferred one first
   * @param changed - told whenever another peer is used
   */
  constructor(connections: readonly LedgerConnection[], changed: (change: PeerChange) => void) {
    this.#connections = connections;
    this.#changed = changed;
    this.#inUse = this.#use(connections[0]);
    if (connections.length > 1) void this.#watch();
  }

  /** The peer to follow; calls go through {@link OwnPeers.call}. */
  get inUse(): PeerInUse {
    return this.#inUse;
  }

  /**
   * Calls the peer in use, and each further one if that does not answer.
   *
   * @param action - may be begun again at another peer: it must have no second effect
   * @throws what the action throws
   */
  async call<T>(action: (connection: LedgerConnection) => Promise<T>): Promise<T> {
    for (let others = this.#connections.length - 1; ; others -= 1) {
      const peer = this.#inUse;
      try {
        return await unlessAborted(action(peer.connection), peer.left);
      } catch (error) {
        if (others === 0 || !isAway(error) || !(await this.isLeft(peer))) throw error;
      }
    }
  }

  /** Looks whether a peer that has failed still answers, and leaves it if not. */
  async isLeft(peer: PeerInUse): Promise<boolean> {
    if (this.#connections.length === 1) return false;
    if (!peer.left.aborted) {
      this.#looking ??= this.#look(peer).finally(() => {
        this.#looking = undefined;
      });
      await this.#looking;
    }
    return peer.left.aborted;
  }

  close(): void {
    this.#isClosed = true;
    for (const connection of this.#connections) connection.close();
  }

  async #watch(): Promise<void> {
    while (!this.#isClosed) {
      await sleep(LEDGER_LOOK_MS, undefined, { ref: false });
      await this.isLeft(this.#inUse);
    }
  }

  async #look({ connection }: PeerInUse): Promise<void> {
    if ((await answers(connection)) || this.#isClosed) return;
    const leaving = this.#leaving;
    const next = (this.#connections.indexOf(connection) + 1) % this.#connections.length;
    this.#inUse = this.#use(this.#connections[next]);
    this.#changed({ from: connection.endpoint, to: this.#inUse.connection.endpoint });
    // Last: whoever waits for the old peer finds the new one in use.
    leaving.abort(new GatewayError('LEDGER_UNAVAILABLE'));
  }

  #use(connection: LedgerConnection | undefined): PeerInUse {
    if (connection === undefined) throw new RangeError('a gateway needs a peer');
    this.#leaving = new AbortController();
    // Every call that is under way listens.
    setMaxListeners(0, this.#leaving.signal);
    return { connection, left: this.#leaving.signal };
  }
}

/** A refusal is an answer too. */
async function answers(connection: LedgerConnection): Promise<boolean> {
  try {
    await heightOf(connection, { deadline: Date.now() + LEDGER_LOOK_ANSWER_MS });
    return true;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return !isAway(error);
  }
}

/** With these codes a call fails whose peer is away, and calls whose other side is. */
function isAway(error: unknown): boolean {
  return error instanceof GatewayError && ['LEDGER_UNAVAILABLE', 'COMMIT_UNKNOWN'].includes(error.code);
}
