// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { JobAnswers } from '@chainshare/gateway/internal/publish/answers.js';
import { ImportLane } from '@chainshare/gateway/internal/publish/import-lane.js';
import { JobWatch } from '@chainshare/gateway/internal/publish/job-watch.js';
import { Outbox } from '@chainshare/gateway/internal/publish/outbox.js';
import { Publisher } from '@chainshare/gateway/internal/publish/publisher.js';
import { SealingLane } from '@chainshare/gateway/internal/publish/sealing-lane.js';
import { SnapshotDesk } from '@chainshare/gateway/internal/publish/snapshot-desk.js';
import { caller, RunningPublisher } from '../unit/gateway/publish/running-publisher.js';
import type { SentFile } from './import-file.js';

const POLL_MS = 5;

/** Keeps what is sealed: nothing goes to a ledger, and nothing waits for one. */
class UnsentOutbox extends Outbox {
  override add(): void {
    // It stays in the vault.
  }

  override room(): Promise<void> {
    return Promise.resolve();
  }
}

/** The publishing side of a gateway on real files, up to the ledger. */
export class SealingDesk {
  readonly #running: RunningPublisher;
  readonly #publisher: Publisher;
  #calls = 0;

  private constructor(running: RunningPublisher) {
    const { store, ledger, self, spoolDir } = running;
    const now = () => new Date().toISOString();
    const broken = (error: unknown): never => {
      throw error;
    };
    const progress = { block: Infinity, reached: () => Promise.resolve(true) };
    const watch = new JobWatch(store, progress);
    const common = { enterprise: self.mspId, store, catalogue, watch, now, broken };
    const sealing = new SealingLane({ ...common, epoch: 1_764_000_000, sealingKey: () => self.keyPair });
    const nothing = () => undefined;
    const voidKind = catalogue.kind('void');
    const delivery = { ledger, voidKind, sealingKey: () => self.keyPair, failed: nothing, settled: nothing };
    const outbox = new UnsentOutbox({ ...common, ...delivery });
    const imports = new ImportLane({ ...common, sealing, outbox, importFailed: nothing });
    const snapshots = new SnapshotDesk(common);
    const answers = new JobAnswers(store, watch);
    this.#running = running;
    this.#publisher = new Publisher({ ...common, sealing, outbox, imports, snapshots, answers, spoolDir });
  }

  static async start(): Promise<SealingDesk> {
    return new SealingDesk(await RunningPublisher.start());
  }

  /** Checks and seals a file of stock; all of it is in the vault then. */
  async seal({ type, bytes }: SentFile): Promise<void> {
    this.#calls += 1;
    const request = { contentType: type, kind: 'inventory', idempotencyKey: String(this.#calls) };
    const terms = { dryRun: false, onError: 'rollback', waitSeconds: 0 } as const;
    await this.#publisher.publish({ ...request, ...terms, body: Readable.from([bytes]) }, caller);
    while ((await this.#running.store.read('job.reading', {})).length > 0) await sleep(POLL_MS);
  }

  close(): Promise<void> {
    return this.#running.remove();
  }
}
