// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import type { Snapshot } from '../intake/snapshot.js';
import { zeroRowsPath } from '../intake/spool.js';
import { SNAPSHOT_WAIT_SECONDS } from '../limits.js';
import type { Store } from '../store/store.js';
import type { ReadableCall } from './frozen-call.js';
import type { JobWatch } from './job-watch.js';
import { ownCurrent, writeZeroRows } from './zero-rows.js';

/** What comparing snapshots with the own stock needs of the gateway. */
export interface SnapshotContext {
  readonly enterprise: string;
  readonly store: Store;
  readonly watch: JobWatch;
  /** The time, RFC 3339 in UTC with milliseconds. */
  readonly now: () => string;
}

/**
 * Lets one snapshot after the other be compared with what is current, each with all that was said before it: of two
 * at once, neither would zero what only the other has.
 */
export class SnapshotDesk {
  readonly #context: SnapshotContext;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(context: SnapshotContext) {
    this.#context = context;
  }

  /** Does the work when no other snapshot is at work; at once for a call that is none. */
  async inTurn<T>({ snapshot }: Pick<ReadableCall, 'snapshot'>, work: () => Promise<T>): Promise<T> {
    if (snapshot === null) return work();
    const turn = this.#tail.then(work);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Finds what the body of a call lacks of the own current records, and keeps it beside the body.
   *
   * @throws GatewayError SNAPSHOT_BUSY when earlier records of the kind are not settled in time
   */
  async findZeroRows({ input, body }: ReadableCall, snapshot: Snapshot): Promise<void> {
    const { enterprise, store, watch, now } = this.#context;
    const kind = input.kind.name;
    if (!(await watch.settled(kind, SNAPSHOT_WAIT_SECONDS))) {
      throw new GatewayError('SNAPSHOT_BUSY', { retryAfterSeconds: SNAPSHOT_WAIT_SECONDS });
    }
    // Records whose time has come meanwhile are current too.
    await store.write('project.promote', { now: parseInstant(now()) });
    await writeZeroRows(zeroRowsPath(body), snapshot, ownCurrent(store, enterprise, kind));
  }
}
