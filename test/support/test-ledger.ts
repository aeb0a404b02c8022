// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { DEMO_ENTERPRISES, type DemoEnterprise } from '#network/demo/enterprises.js';
import type { RunningLedger } from '#network/demo/ledger.js';
import { takePortRange, type PortRange } from '#network/fabric/ports.js';
import { newTestFolder } from './abandoned.js';
import { startLedger, TEST_LEDGER, type StartedLedger, type StartOptions } from './start-ledger.js';

/** What a test asks of a ledger. */
export interface TestLedgerOptions extends Pick<StartOptions, 'alteredChaincode' | 'compression' | 'block'> {
  /** Which ledger, where it is not the one that all tests run on. */
  readonly on?: RunningLedger['kind'];
  /** MSP IDs of enterprises of the demonstration. */
  readonly enterprises: readonly string[];
}

/**
 * A ledger in a temporary folder with one peer per enterprise, which can be stopped and started again on what the
 * folder holds. Tests are the same on both ledgers.
 */
export class TestLedger {
  /** Folder with everything of every enterprise. */
  readonly dataDir: string;
  readonly enterprises: readonly DemoEnterprise[];
  readonly #options: TestLedgerOptions;
  #ports: PortRange | undefined;
  #started: StartedLedger | undefined;

  private constructor(dataDir: string, options: TestLedgerOptions) {
    this.dataDir = dataDir;
    this.enterprises = DEMO_ENTERPRISES.filter(({ id }) => options.enterprises.includes(id));
    this.#options = options;
  }

  /** Starts a new ledger. */
  static async start(options: TestLedgerOptions): Promise<TestLedger> {
    const test = new TestLedger(await newTestFolder(), options);
    try {
      await test.start();
      return test;
    } catch (error) {
      await test.remove();
      throw error;
    }
  }

  /** Starts it again after it was stopped. */
  async start(): Promise<void> {
    const { dataDir, enterprises } = this;
    const { on = TEST_LEDGER, alteredChaincode, compression, block } = this.#options;
    // The nodes of a Fabric network know one another by their ports, which stay theirs while they are down.
    if (on === 'fabric') this.#ports ??= await takePortRange();
    this.#started = await startLedger(on, {
      dataDir,
      enterprises,
      firstPort: this.#ports?.first ?? 0,
      ...(alteredChaincode === undefined ? {} : { alteredChaincode }),
      ...(compression === undefined ? {} : { compression }),
      ...(block === undefined ? {} : { block }),
    });
  }

  get ledger(): RunningLedger {
    return this.#running.ledger;
  }

  /** Stops the peer of one enterprise; the others go on. */
  stopPeer(mspId: string): Promise<void> {
    return this.#running.stopPeer(mspId);
  }

  /** Starts a stopped peer again. */
  startPeer(mspId: string): Promise<void> {
    return this.#running.startPeer(mspId);
  }

  /** Stops the ledger and leaves its folder. */
  async stop(): Promise<void> {
    await this.#started?.ledger.stop();
    this.#started = undefined;
  }

  /** Stops the ledger and removes its folder. */
  async remove(): Promise<void> {
    await this.stop();
    await this.#ports?.release();
    await rm(this.dataDir, { recursive: true });
  }

  get #running(): StartedLedger {
    if (this.#started === undefined) throw new Error('the ledger is not running');
    return this.#started;
  }
}
