// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bareEnvironment } from './command.js';
import { NetworkError } from './network-error.js';
import { isAlive, markOf, type ProcessMark } from './process-mark.js';

/** One long-running process of a network. */
export interface ProcessSpec {
  /** `Xinqiao/peer0`, `orderer0`, `Xinqiao/chaincode`: also the name of its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A process as run.json records it. */
export type ProcessRecord = ProcessMark & { readonly name: string; readonly log: string };

const TAIL_LINES = 8;
const STOP_MS = 5_000;
const LOOK_MS = 50;

/** The processes of one network: started in groups of their own, recorded with pid and start time, ended by name. */
export class Processes {
  readonly #folder: string;
  #records: ProcessRecord[] = [];

  constructor(workDir: string) {
    this.#folder = workDir;
    mkdirSync(path.join(workDir, 'logs'), { recursive: true });
  }

  /** Every process that run.json names, whether it still runs or not. */
  get records(): readonly ProcessRecord[] {
    return this.#records;
  }

  /** Reads what an earlier run recorded. */
  async load(): Promise<void> {
    try {
      this.#records = JSON.parse(await readFile(this.#runFile, 'utf8')) as ProcessRecord[];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  /** Starts a process unless it runs, whoever started it. */
  async start(spec: ProcessSpec): Promise<void> {
    if (this.isRunning(spec.name)) return;
    const log = path.join(this.#folder, 'logs', `${spec.name.replaceAll('/', '-')}.log`);
    // The file itself, not a pipe through us: a process must outlive whoever started it, and one that writes into a
    // pipe that nobody reads is ended by the system.
    const output = openSync(log, 'a', 0o600);
    // A group of its own, so that Ctrl-C in the terminal reaches us alone and we end the others in order.
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: { ...bareEnvironment(), ...spec.env },
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    await started(child, spec);
    const record = { name: spec.name, log, ...markOf(child.pid ?? 0) };
    this.#records = [...this.#records.filter(({ name }) => name !== spec.name), record];
    this.#save();
  }

  /** Whether the process of that name runs, whoever started it. */
  isRunning(name: string): boolean {
    const record = this.#records.find((candidate) => candidate.name === name);
    return record !== undefined && isAlive(record);
  }

  /** Sends a signal to one process and its group. */
  signal(name: string, signal: NodeJS.Signals): void {
    const record = this.#records.find((candidate) => candidate.name === name);
    if (record !== undefined && isAlive(record)) process.kill(-record.pid, signal);
  }

  /** Ends all of them, politely first. */
  async stopAll(): Promise<void> {
    const alive = (): readonly ProcessRecord[] => this.#records.filter(isAlive);
    for (const { name } of alive()) this.signal(name, 'SIGTERM');
    const deadline = Date.now() + STOP_MS;
    while (alive().length > 0 && Date.now() < deadline) await sleep(LOOK_MS);
    for (const { name } of alive()) this.signal(name, 'SIGKILL');
    this.#records = [];
    this.#save();
  }

  /** The error for a process that did not become ready: the reason stands in the last lines of its log. */
  failure(name: string, what: string): NetworkError {
    const log = this.#records.find((record) => record.name === name)?.log;
    return new NetworkError(
      'PROCESS_FAILED',
      `${name} ${what}${log === undefined ? '' : `:\n  ${tailOf(log)}`}`,
    );
  }

  get #runFile(): string {
    return path.join(this.#folder, 'run.json');
  }

  /** In one step and without waiting: several processes start at once, and each must be on record when it runs. */
  #save(): void {
    const beside = `${this.#runFile}.new`;
    writeFileSync(beside, JSON.stringify(this.#records, undefined, 2), { mode: 0o600 });
    renameSync(beside, this.#runFile);
  }
}

function started(child: ChildProcess, spec: ProcessSpec): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      reject(
        new NetworkError('PROCESS_FAILED', `cannot start ${spec.name} (${spec.command}): ${cause.message}`, {
          cause,
        }),
      );
    });
  });
}

/** The last lines of a log, for a message. */
function tailOf(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').slice(-TAIL_LINES).join('\n  ');
}
