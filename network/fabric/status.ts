// SPDX-License-Identifier: Apache-2.0
import { answersHealthy } from './health.js';
import { reasonIn } from './process-log.js';
import { isAlive, isHung } from './process-mark.js';
import { memoryOf, type ProcessMemory } from './process-memory.js';
import type { ProcessRecord, Processes } from './processes.js';

/**
 * How a process is: `ready` answers its health check, or listens where it has none; `starting` runs and does not
 * answer yet; `hung` was suspended; `stopped` was ended on request; `dead` ended by itself.
 */
export type ProcessState = 'ready' | 'starting' | 'hung' | 'stopped' | 'dead';

/** One process of a network as it is now. */
export interface ProcessStatus {
  readonly name: string;
  readonly state: ProcessState;
  readonly pid: number;
  readonly log: string;
  /** Absent where it does not run. */
  readonly memory?: ProcessMemory;
  /** For what is not ready and was not asked to stop: the last lines of its log. */
  readonly reason: readonly string[];
}

/** Every process of a network as it is now, in the order in which they were first started. */
export function networkStatus(processes: Processes): Promise<readonly ProcessStatus[]> {
  return Promise.all(processes.records.map(statusOf));
}

async function statusOf(record: ProcessRecord): Promise<ProcessStatus> {
  const { name, pid, log } = record;
  const state = await stateOf(record);
  const memory = isAlive(record) ? memoryOf(pid) : undefined;
  const reason = state === 'ready' || state === 'stopped' ? [] : reasonIn(log);
  return { name, state, pid, log, reason, ...(memory === undefined ? {} : { memory }) };
}

async function stateOf(record: ProcessRecord): Promise<ProcessState> {
  if (!isAlive(record)) return record.stopped ? 'stopped' : 'dead';
  if (isHung(record.pid)) return 'hung';
  const { health } = record.spec;
  return health === undefined || (await answersHealthy(health)) ? 'ready' : 'starting';
}
