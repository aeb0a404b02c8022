// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '../kinds/catalogue.js';
import type { PublicationLedger } from '../ledger/publication-ledger.js';
import { IDEMPOTENCY_KEPT_HOURS, JOBS_KEPT_DAYS } from '../limits.js';
import type { PublishService } from '../services.js';
import type { KeyPair } from '../sealing/x25519.js';
import type { Store } from '../store/store.js';
import { JobAnswers } from './answers.js';
import { GrantEnds } from './grant-ends.js';
import { ImportLane } from './import-lane.js';
import { parseKeptCall } from './kept-call.js';
import { JobWatch, type ProjectionProgress } from './job-watch.js';
import { Outbox } from './outbox.js';
import { Publisher } from './publisher.js';
import { SealingLane } from './sealing-lane.js';
import { SnapshotDesk } from './snapshot-desk.js';
import { SystemPublisher, type SystemPublication, type SystemPublished } from './system-publication.js';

/** What publishing needs of the gateway around it. */
export interface PublishingOptions {
  readonly enterprise: string;
  readonly store: Store;
  readonly ledger: PublicationLedger;
  readonly catalogue: Catalogue;
  /** When the counting of this vault began, unix seconds. */
  readonly epoch: number;
  /** The own key under which others look for tags now. */
  readonly sealingKey: () => KeyPair;
  /** How far the own projection has come. */
  readonly progress: ProjectionProgress;
  /** Folder of bodies that are being read. */
  readonly spoolDir: string;
  /** The time, RFC 3339 in UTC with milliseconds. */
  readonly now: () => string;
  /** Told of every attempt to reach the ledger that failed, with the code. */
  readonly failed: (code: string, attempt: number) => void;
  /** Told of an import that could not go on, with the code. */
  readonly importFailed: (job: string, code: string) => void;
  /** Told of a failure that nobody foresaw. */
  readonly broken: (error: unknown) => void;
  /** Told of a job that ended or went on. */
  readonly changed?: (job: string) => void;
  /** Told where it is, so that a test can end the process there. */
  readonly step?: (name: string) => void;
}

/** The publishing side of one gateway. */
export interface Publishing {
  readonly service: PublishService;
  /** Publishes what the gateway says on its own; see {@link SystemPublisher}. */
  publishSystem(publication: SystemPublication): Promise<SystemPublished>;
  /** Tells grantees that grants are over. */
  readonly grantEnds: GrantEnds;
  /** Transactions that are not settled yet. */
  readonly backlog: number;
  /** Takes up what an earlier process left behind: the outbox, imports, grantees to be told. */
  start(): Promise<void>;
  /** Forgets idempotency keys, and how calls ended, when their time is over. */
  forget(): Promise<void>;
  /** Ends everything where it is; nothing stored is lost. */
  stop(): Promise<void>;
}

/** Wires the publishing side; nothing runs before `start`. */
export function newPublishing(options: PublishingOptions): Publishing {
  const { store, spoolDir, now, changed, step } = options;
  const watch = new JobWatch(store, options.progress);
  const settled = (job: string): void => {
    watch.changed(job);
    changed?.(job);
  };
  const sealing = new SealingLane(options);
  const outbox = new Outbox({ ...options, settled, voidKind: options.catalogue.kind('void') });
  const answers = new JobAnswers(store, watch);
  const imports = new ImportLane({ ...options, sealing, outbox, watch });
  const snapshots = new SnapshotDesk({ ...options, watch });
  const common = { ...options, sealing, outbox, answers };
  const system = new SystemPublisher(common);
  const publishSystem = (publication: SystemPublication) => system.publish(publication);
  const grantEnds = new GrantEnds(store, publishSystem);
  return {
    service: new Publisher({
      ...common,
      imports,
      snapshots,
      spoolDir,
      ...(step === undefined ? {} : { step }),
    }),
    publishSystem,
    grantEnds,
    get backlog() {
      return outbox.backlog;
    },
    async start() {
      await removeOrphans(store, spoolDir);
      await outbox.start();
      await imports.resume();
      await grantEnds.tellAll();
    },
    async forget() {
      await store.write('idempotency.prune', { before: hoursBefore(now(), IDEMPOTENCY_KEPT_HOURS) });
      await store.write('job.prune', { before: hoursBefore(now(), JOBS_KEPT_DAYS * 24) });
    },
    async stop() {
      const stopping = outbox.stop();
      await imports.stop();
      await stopping;
    },
  };
}

/** Files of calls that ended with an earlier process before anything was stored: their callers send them again. */
async function removeOrphans(store: Store, spoolDir: string): Promise<void> {
  const jobs = await store.read('job.reading', {});
  const wanted = new Set(jobs.map(({ request }) => parseKeptCall(request)?.rows));
  await mkdir(spoolDir, { recursive: true, mode: 0o700 });
  for (const name of await readdir(spoolDir)) {
    const path = join(spoolDir, name);
    if (!wanted.has(path)) await rm(path, { force: true });
  }
}

function hoursBefore(time: string, hours: number): string {
  return new Date(Date.parse(time) - hours * 3_600_000).toISOString();
}
