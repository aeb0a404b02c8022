// SPDX-License-Identifier: Apache-2.0
import { access, constants, rm } from 'node:fs/promises';
import type { Fault } from '../errors.js';
import { GatewayError } from '../errors.js';
import { invalidRequest } from '../invalid-request.js';
import type { Catalogue } from '../kinds/catalogue.js';
import { IMPORT_AHEAD_MAX } from '../limits.js';
import { newDirectory, type Directory } from '../policy/directory.js';
import type { Store } from '../store/store.js';
import type { NewJob } from '../vault/publish-store.js';
import type { JobWatch } from './job-watch.js';
import { parseKeptCall, type KeptCall } from './kept-call.js';
import { keptRecords } from './kept-rows.js';
import { notKept } from './line-file.js';
import type { Outbox } from './outbox.js';
import type { SealingLane } from './sealing-lane.js';
import { TransactionPlan } from './transaction-plan.js';

/** What imports need of the gateway. */
export interface ImportContext {
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
  /** Records that are settled already. */
  readonly nextRow: number;
  /** Position of the next transaction in the job. */
  readonly position: number;
}

/**
 * Publishes calls that are too large for one transaction in several, each with its place among the records, so that a
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
   * Begins an import whose rows were all read.
   *
   * @param plan - its first transaction
   * @returns when that, and with it the job, is on the disk
   */
  async begin(kept: KeptCall, newJob: NewJob, plan: TransactionPlan): Promise<void> {
    const start = { job: newJob.id, newJob, nextRow: kept.first, position: 0 };
    const progress = await this.#seal(newDirectory(kept.members), plan, start, false);
    this.#track(this.#finish(kept, progress));
  }

  /** Goes on with the imports that an earlier process left unfinished. */
  async resume(): Promise<void> {
    for (const row of await this.#context.store.read('job.reading', {})) {
      const kept = parseKeptCall(row.request);
      if (kept === undefined) continue;
      const progress = { job: row.id, newJob: null, nextRow: row.nextRow, position: row.transactions };
      this.#track(this.#finish(kept, progress));
    }
  }

  /** Ends the imports where they are; the next start goes on with them. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running);
  }

  async #finish(kept: KeptCall, progress: Progress): Promise<void> {
    try {
      await assertKept(kept);
      await this.#run(kept, progress);
    } catch (error) {
      await this.#fail(progress.job, kept, error);
    }
  }

  async #run(kept: KeptCall, start: Progress): Promise<void> {
    const directory = newDirectory(kept.members);
    let plan = new TransactionPlan();
    let read = kept.first;
    // While one transaction is being stored, the next is read.
    let sealed = Promise.resolve(start);
    try {
      for await (const records of keptRecords(kept.rows, this.#context.catalogue)) {
        for (const record of records) {
          read += 1;
          if (read <= start.nextRow || plan.add(record)) continue;
          const progress = await sealed;
          if (this.#isStopped) return;
          sealed = awaitedLater(this.#seal(directory, plan, { ...progress, nextRow: read - 1 }, false));
          plan = new TransactionPlan();
          plan.add(record);
        }
      }
      if (read !== kept.first + kept.kept) throw notKept();
      const progress = await sealed;
      if (this.#isStopped) return;
      await this.#seal(directory, plan, { ...progress, nextRow: read }, true);
    } finally {
      await Promise.allSettled([sealed]);
    }
    await rm(kept.rows, { force: true });
  }

  async #seal(
    directory: Directory,
    plan: TransactionPlan,
    progress: Progress,
    last: boolean,
  ): Promise<Progress> {
    const { sealing, outbox, watch } = this.#context;
    const { job, newJob, nextRow, position } = progress;
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
  async #fail(job: string, { rows }: KeptCall, error: unknown): Promise<void> {
    // A store that closes under a stopping import is no fault of the import: the next start goes on with it.
    if (this.#isStopped) return;
    const code = error instanceof GatewayError ? error.code : 'INTERNAL';
    const fault: Fault = { pointer: '', code, message: 'the import could not go on' };
    const { store, now, watch, importFailed, broken } = this.#context;
    await rm(rows, { force: true });
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

/** A failure is told to whom awaits it; until then it must not count as one that nobody handles. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** After a vault was restored from a back-up, the rows of its imports may not be there. */
async function assertKept({ rows }: KeptCall): Promise<void> {
  try {
    await access(rows, constants.R_OK);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw invalidRequest([{ pointer: '', code: 'REQUIRED', message: 'the rows are no longer there' }]);
  }
}
