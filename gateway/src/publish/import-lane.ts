// SPDX-License-Identifier: Apache-2.0
import { access, constants } from 'node:fs/promises';
import type { Fault } from '../errors.js';
import { GatewayError } from '../errors.js';
import { invalidRequest } from '../intake/invalid-request.js';
import { codesPath, unspool } from '../intake/spool.js';
import type { Catalogue } from '../kinds/catalogue.js';
import { IMPORT_AHEAD_MAX } from '../limits.js';
import type { Store } from '../store/store.js';
import type { NewJob } from '../vault/publish-store.js';
import { KeptCodes } from './code-table.js';
import { openCall, parseFrozenCall, type FrozenCall, type ReadableCall } from './frozen-call.js';
import type { JobWatch } from './job-watch.js';
import { newLookups } from './lookups.js';
import type { Outbox } from './outbox.js';
import { readRows } from './reading.js';
import type { SealingLane } from './sealing-lane.js';
import { TransactionPlan } from './transaction-plan.js';

/** What imports need of the gateway. */
export interface ImportContext {
  readonly enterprise: string;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly sealing: SealingLane;
  readonly outbox: Outbox;
  readonly watch: JobWatch;
  /** The time, RFC 3339 in UTC with milliseconds. */
  readonly now: () => string;
  /** Told of an import that could not go on, with the code. */
  readonly importFailed: (job: string, code: string) => void;
  /** Told of a failure that nobody foresaw. */
  readonly broken: (error: unknown) => void;
}

/** Where an import begins or goes on. */
interface Progress {
  readonly job: string;
  readonly newJob: NewJob | null;
  /** Rows that are settled already. */
  readonly nextRow: number;
  /** Position of the next transaction in the job. */
  readonly position: number;
}

/**
 * Publishes calls that are too large for one transaction in several, each with its place in the input, so that a
 * crash costs nothing but time. An import that has begun is finished, never rolled back.
 */
export class ImportLane {
  readonly #context: ImportContext;
  readonly #running = new Set<Promise<void>>();
  #isStopped = false;

  constructor(context: ImportContext) {
    this.#context = context;
  }

  /**
   * Begins an import whose rows were all read once.
   *
   * @returns when its first transaction, and with it the job, is on the disk
   */
  async begin(call: ReadableCall, newJob: NewJob, frozen: FrozenCall): Promise<void> {
    const progress = { job: newJob.id, newJob, nextRow: 0, position: 0 };
    return new Promise((resolve, reject) => {
      let hasBegun = false;
      const begun = (): void => {
        hasBegun = true;
        resolve();
      };
      const failed = async (error: unknown): Promise<void> => {
        if (hasBegun) await this.#fail(newJob.id, frozen, error);
        else reject(error instanceof Error ? error : new Error(String(error)));
      };
      this.#track(this.#run(call, frozen, progress, begun).catch(failed));
    });
  }

  /** Goes on with the imports that an earlier process left unfinished. */
  async resume(): Promise<void> {
    for (const row of await this.#context.store.read('job.reading', {})) {
      const frozen = parseFrozenCall(row.request);
      if (frozen === undefined) continue;
      const progress = { job: row.id, newJob: null, nextRow: row.nextRow, position: row.transactions };
      this.#track(this.#resume(frozen, progress));
    }
  }

  /** Ends the imports where they are; the next start goes on with them. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running);
  }

  async #resume(frozen: FrozenCall, progress: Progress): Promise<void> {
    const { enterprise, catalogue } = this.#context;
    try {
      await assertKept(frozen);
      const call = await openCall(frozen, enterprise, catalogue);
      await this.#run(call, frozen, progress, () => undefined);
    } catch (error) {
      await this.#fail(progress.job, frozen, error);
    }
  }

  async #run(call: ReadableCall, frozen: FrozenCall, start: Progress, begun: () => void): Promise<void> {
    const { store, enterprise } = this.#context;
    const codes = new KeptCodes(codesPath(call.body));
    const lookups = newLookups({ store, enterprise, now: call.check.receivedAt }, codes);
    let progress = start;
    let plan = new TransactionPlan();
    let settled = start.nextRow;
    for await (const { ordinal, record } of readRows(call, lookups)) {
      if (this.#isStopped) return;
      if (ordinal <= start.nextRow) continue;
      if (record !== undefined && !plan.add(record)) {
        const full = plan;
        plan = new TransactionPlan();
        plan.add(record);
        progress = await this.#seal(call, full, { ...progress, nextRow: settled }, false);
        begun();
      }
      settled = ordinal;
    }
    await this.#seal(call, plan, { ...progress, nextRow: settled }, true);
    begun();
    await unspool(frozen.spooled);
  }

  async #seal(
    call: ReadableCall,
    plan: TransactionPlan,
    progress: Progress,
    last: boolean,
  ): Promise<Progress> {
    const { sealing, outbox, watch } = this.#context;
    const { job, newJob, nextRow, position } = progress;
    const { directory } = call;
    const request = { job, newJob, nextRow, position, plan, directory, last, inline: false };
    outbox.add(await sealing.seal(request));
    watch.changed(job);
    await outbox.room(IMPORT_AHEAD_MAX);
    return { job, newJob: null, nextRow, position: position + 1 };
  }

  /**
   * Ends an import that cannot go on: what it has published stays, the job says that it failed, its rows are removed.
   * That comes before anybody is told: who ends the process for it would otherwise end it again at every start.
   */
  async #fail(job: string, { spooled }: FrozenCall, error: unknown): Promise<void> {
    // A store that closes under a stopping import is no fault of the import: the next start goes on with it.
    if (this.#isStopped) return;
    const code = error instanceof GatewayError ? error.code : 'INTERNAL';
    const fault: Fault = { pointer: '', code, message: 'the import could not go on' };
    const { store, now, watch, importFailed, broken } = this.#context;
    await unspool(spooled);
    await store.write('job.failed', { id: job, errors: JSON.stringify([fault]), at: now() });
    watch.changed(job);
    importFailed(job, code);
    if (code === 'INTERNAL') broken(error);
  }

  #track(run: Promise<void>): void {
    const done = run.catch(this.#context.broken).finally(() => this.#running.delete(done));
    this.#running.add(done);
  }
}

/** After a vault was restored from a back-up, the rows of its imports may not be there. */
async function assertKept({ spooled }: FrozenCall): Promise<void> {
  try {
    await access(spooled.path, constants.R_OK);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw invalidRequest([{ pointer: '', code: 'REQUIRED', message: 'the rows are no longer there' }]);
  }
}
