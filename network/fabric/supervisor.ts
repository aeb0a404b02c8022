// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { RESTART_FIRST_MS, RESTART_FORGIVEN_MS, RESTART_LONGEST_MS, SUPERVISE_MS } from './limits.js';
import { reasonIn } from './process-log.js';
import type { ProcessRecord, Processes } from './processes.js';
import { isAlive } from './process-mark.js';

/** A process that died by itself and is started again. */
export interface Restart {
  readonly name: string;
  /** The last lines of its log. */
  readonly reason: readonly string[];
  /** How long it is waited before. */
  readonly waitMs: number;
  /** Which start in a row this is, 1 for the first. */
  readonly attempt: number;
}

/** A supervisor that runs. */
export interface Supervision {
  /** Leaves everything as it is from here on; nothing is being started when this returns. */
  end(): Promise<void>;
}

/** What is known of one process that has died: how often in a row, and when it is to be started. */
interface Death {
  readonly attempt: number;
  readonly dueAt: number;
  readonly waiting: boolean;
}

/** How long to wait before a start: doubled each time, up to the longest. */
export function waitBefore(attempt: number): number {
  return Math.min(RESTART_LONGEST_MS, RESTART_FIRST_MS * 2 ** (attempt - 1));
}

/** Starts again whatever process dies without having been asked to, with back-off, and tells of each. */
export function supervise(processes: Processes, tell: (restart: Restart) => void): Supervision {
  const deaths = new Map<string, Death>();
  const ended = new AbortController();

  const meet = (record: ProcessRecord): void => {
    const before = deaths.get(record.name);
    if (before?.waiting === true) return;
    const forgiven = before === undefined || Date.now() - before.dueAt > RESTART_FORGIVEN_MS;
    const attempt = forgiven ? 1 : before.attempt + 1;
    const waitMs = waitBefore(attempt);
    deaths.set(record.name, { attempt, dueAt: Date.now() + waitMs, waiting: true });
    tell({ name: record.name, reason: reasonIn(record.log), waitMs, attempt });
  };

  const startWhenDue = async ({ name }: ProcessRecord): Promise<void> => {
    const death = deaths.get(name);
    if (death === undefined || Date.now() < death.dueAt) return;
    deaths.set(name, { ...death, waiting: false });
    // A program that is gone counts as one more death, which the next look meets.
    await processes.startAgain(name).catch(() => undefined);
  };

  const look = async (): Promise<void> => {
    for (const { name } of processes.records) {
      // Read anew for each: starting the one before took time, in which somebody may have stopped this one.
      const record = processes.recordOf(name);
      if (record === undefined || record.stopped || isAlive(record)) continue;
      meet(record);
      await startWhenDue(record);
    }
  };

  const looking = (async () => {
    while (!ended.signal.aborted) {
      await look();
      await sleep(SUPERVISE_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();
  return {
    end: async () => {
      ended.abort();
      await looking;
    },
  };
}
