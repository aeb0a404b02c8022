// SPDX-License-Identifier: Apache-2.0
import { closeSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { NetworkErrorCode } from './error-codes.js';
import { startHeld } from './held-process.js';
import { PROCESS_LOOK_MS, READY_TIMEOUT_MS, STOP_MS } from './limits.js';
import { indented, NetworkError } from './network-error.js';
import { openLog, reasonIn } from './process-log.js';
import { isAlive, markOf, type ProcessMark } from './process-mark.js';
import type { ProcessSpec } from './process-spec.js';

/** A process as run.json records it, with all that it takes to start it again. */
export type ProcessRecord = ProcessMark & {
  readonly name: string;
  readonly log: string;
  readonly spec: ProcessSpec;
  /** Ended because somebody asked for it, so that nobody starts it again. */
  readonly stopped: boolean;
};

/**
 * The processes of one network: started in groups of their own, recorded with pid and start time, ended by name.
 * run.json is read before it is changed: whoever runs the network and whoever looks at it share it.
 */
export class Processes {
  readonly #folder: string;
  readonly #signal: AbortSignal | undefined;

  /** @param signal - once aborted, nothing more is started */
  constructor(workDir: string, signal?: AbortSignal) {
    this.#folder = workDir;
    this.#signal = signal;
    mkdirSync(path.join(workDir, 'logs'), { recursive: true });
  }

  /** Every process that run.json names, whether it still runs or not. */
  get records(): readonly ProcessRecord[] {
    try {
      return JSON.parse(readFileSync(this.#runFile, 'utf8')) as readonly ProcessRecord[];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** What run.json says of one process. */
  recordOf(name: string): ProcessRecord | undefined {
    return this.records.find((record) => record.name === name);
  }

  /**
   * Starts a process unless it runs, whoever started it; one that runs in another way than asked is started anew.
   * @throws NetworkError PROCESS_NOT_STARTED
   */
  async start(spec: ProcessSpec): Promise<void> {
    if (this.isRunning(spec.name)) {
      if (isDeepStrictEqual(this.recordOf(spec.name)?.spec, spec)) return;
      await this.stop(spec.name);
    }
    this.#signal?.throwIfAborted();
    const log = path.join(this.#folder, 'logs', `${spec.name.replaceAll('/', '-')}.log`);
    // The file itself, not a pipe through us: a process must outlive whoever started it, and one that writes into a
    // pipe that nobody reads is ended by the system.
    const output = openLog(log);
    const held = await startHeld(spec, output).finally(() => {
      closeSync(output);
    });
    // On record before it does anything: whoever comes after us finds and ends it, and does not run into its ports.
    this.#record({ name: spec.name, log, spec, stopped: false, ...markOf(held.pid) });
    held.release();
  }

  /** Starts a process as it was started before. See {@link Processes.start}. */
  startAgain(name: string): Promise<void> {
    return this.start(this.#known(name).spec);
  }

  /** The names of all that run now. */
  running(): readonly string[] {
    return this.records.filter(isAlive).map(({ name }) => name);
  }

  /** Whether the process of that name runs, whoever started it. */
  isRunning(name: string): boolean {
    const record = this.recordOf(name);
    return record !== undefined && isAlive(record);
  }

  /** Sends a signal to one process and its group. */
  signal(name: string, signal: NodeJS.Signals): void {
    const record = this.recordOf(name);
    if (record !== undefined && isAlive(record)) send(record, signal);
  }

  /**
   * Ends one process, politely first; it stays ended until it is started by name.
   * @throws NetworkError PROCESS_UNKNOWN
   */
  async stop(name: string): Promise<void> {
    await this.#end([this.#known(name)]);
  }

  /** Ends all of them, or those named, politely first. */
  async stopAll(names?: readonly string[]): Promise<void> {
    await this.#end(this.records.filter(({ name }) => names?.includes(name) ?? true));
  }

  /** The error for a process that did not become ready: the reason stands in the last lines of its log. */
  failure(code: NetworkErrorCode & `PROCESS_${string}`, name: string): NetworkError {
    const log = this.recordOf(name)?.log ?? '';
    const reason = indented(reasonIn(log));
    return new NetworkError(code, { name, log, reason, seconds: READY_TIMEOUT_MS / 1000 });
  }

  #known(name: string): ProcessRecord {
    const record = this.recordOf(name);
    if (record !== undefined) return record;
    const known = this.records.map((one) => one.name).join(', ');
    throw new NetworkError('PROCESS_UNKNOWN', { name, known });
  }

  async #end(records: readonly ProcessRecord[]): Promise<void> {
    // On record first: whoever supervises must not start what is being ended.
    for (const record of records) this.#record({ ...record, stopped: true });
    const alive = (): readonly ProcessRecord[] => records.filter(isAlive);
    for (const record of alive()) {
      send(record, 'SIGTERM');
      // One that hangs (SIGSTOP) would not even notice.
      send(record, 'SIGCONT');
    }
    const deadline = Date.now() + STOP_MS;
    while (alive().length > 0 && Date.now() < deadline) await sleep(PROCESS_LOOK_MS);
    for (const record of alive()) send(record, 'SIGKILL');
    // Until its ports are free again: nobody survives this signal, but the system takes a moment.
    while (alive().length > 0 && Date.now() < deadline + STOP_MS) await sleep(PROCESS_LOOK_MS);
  }

  get #runFile(): string {
    return path.join(this.#folder, 'run.json');
  }

  /** In one step and without waiting: several processes start at once, and each must be on record when it runs. */
  #record(changed: ProcessRecord): void {
    const records = [...this.records];
    const place = records.findIndex(({ name }) => name === changed.name);
    records.splice(place === -1 ? records.length : place, 1, changed);
    const beside = `${this.#runFile}.new`;
    writeFileSync(beside, JSON.stringify(records, undefined, 2), { mode: 0o600 });
    renameSync(beside, this.#runFile);
  }
}

/** To the whole group: a process may have children of its own. */
function send({ pid }: ProcessMark, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It ended between the look and the signal.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
