// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { startFabric, type FabricOptions, type FabricRunningLedger } from '#network/demo/fabric-ledger.js';
import type { RunningLedger } from '#network/demo/ledger.js';
import { supervise } from '#network/fabric/supervisor.js';
import { endProcess } from '../../support/start-ledger.js';
import type { KillableLedger } from './killable-ledger.js';

const LOOK_MS = 20;

/** Real Fabric: its nodes and the chaincode of each organisation are processes anyway. */
export class FabricProcesses implements KillableLedger {
  readonly kind = 'fabric';
  readonly #options: FabricOptions;
  #running: FabricRunningLedger;

  private constructor(options: FabricOptions, running: FabricRunningLedger) {
    this.#options = options;
    this.#running = running;
  }

  /** Starts it; nothing that dies is started again unless a test asks for it. */
  static async start(options: FabricOptions): Promise<FabricProcesses> {
    return new FabricProcesses(options, await startFabric(options));
  }

  get channel(): string {
    return this.#running.channel;
  }

  get peers(): RunningLedger['peers'] {
    return this.#running.peers;
  }

  get trust(): RunningLedger['trust'] {
    return this.#running.trust;
  }

  get parts(): readonly string[] {
    return this.#processes.records.map(({ name }) => name);
  }

  async killParts(parts: readonly string[]): Promise<void> {
    await this.#killAtOnce(parts);
    const supervision = supervise(this.#processes, () => undefined);
    try {
      while (!parts.every((part) => this.#processes.isRunning(part))) await delay(LOOK_MS);
    } finally {
      await supervision.end();
    }
  }

  async kill(): Promise<void> {
    await this.#killAtOnce(this.parts);
  }

  async restart(): Promise<void> {
    this.#running = await startFabric(this.#options);
  }

  async stopPeer(enterprise: string): Promise<void> {
    await this.#processes.stopAll(this.#partsOf(enterprise));
  }

  async startPeer(enterprise: string): Promise<void> {
    for (const part of this.#partsOf(enterprise)) await this.#processes.startAgain(part);
  }

  /** Kills one of its processes where it is, and leaves it dead. */
  killForGood(part: string): Promise<void> {
    return this.#killAtOnce([part]);
  }

  /** Lets one of its processes hang: its connections stay, and nothing answers. */
  hang(part: string): void {
    this.#processes.signal(part, 'SIGSTOP');
  }

  /** Lets a process go on that hangs, or starts one that is dead. */
  async bringBack(part: string): Promise<void> {
    this.#processes.signal(part, 'SIGCONT');
    await this.#processes.startAgain(part);
  }

  /** No test of this folder ends a ledger gently. */
  async stop(): Promise<void> {
    await this.kill();
  }

  #partsOf(enterprise: string): readonly string[] {
    return this.parts.filter((part) => part.startsWith(`${enterprise}/`));
  }

  async #killAtOnce(parts: readonly string[]): Promise<void> {
    await Promise.all(parts.map((part) => endProcess(this.#processes, part, 'SIGKILL')));
  }

  get #processes(): FabricRunningLedger['network']['processes'] {
    return this.#running.network.processes;
  }
}
