// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from '#network/demo/embedded-ledger.js';
import { DEMO_ENTERPRISES, type DemoEnterprise } from '#network/demo/enterprises.js';
import { startFabric } from '#network/demo/fabric-ledger.js';
import type { RunningLedger } from '#network/demo/ledger.js';
import { takePortRange } from '#network/fabric/ports.js';

/** What a test asks of a ledger. */
export interface TestLedgerOptions {
  /** MSP IDs of enterprises of the demonstration. */
  readonly enterprises: readonly string[];
  /** Folders of altered chaincode by MSP ID. */
  readonly alteredChaincode?: ReadonlyMap<string, string>;
}

/** A ledger in a temporary folder. */
export interface TestLedger {
  readonly ledger: RunningLedger;
  /** Folder with everything of every enterprise. */
  readonly dataDir: string;
  readonly enterprises: readonly DemoEnterprise[];
  /** Stops the ledger and removes its folder. */
  remove(): Promise<void>;
}

/** Blocks close early, as a test waits for one after the other. */
const BLOCK = { timeoutMs: 20, maxMessages: 500 };

/**
 * Starts a ledger with one peer per enterprise: the embedded one, or real Fabric where `CHAINSHARE_TEST_LEDGER`
 * is `fabric`. Tests are the same on both.
 */
export async function startTestLedger(options: TestLedgerOptions): Promise<TestLedger> {
  const enterprises = DEMO_ENTERPRISES.filter(({ id }) => options.enterprises.includes(id));
  const dataDir = await mkdtemp(path.join(tmpdir(), 'chainshare-test-'));
  const { alteredChaincode = new Map<string, string>() } = options;
  const start = process.env['CHAINSHARE_TEST_LEDGER'] === 'fabric' ? onFabric : onEmbedded;
  try {
    const { ledger, release } = await start({ dataDir, enterprises, alteredChaincode });
    return {
      ledger,
      dataDir,
      enterprises,
      remove: async () => {
        await ledger.stop();
        await release();
        await rm(dataDir, { recursive: true });
      },
    };
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

interface StartOptions {
  readonly dataDir: string;
  readonly enterprises: readonly DemoEnterprise[];
  readonly alteredChaincode: ReadonlyMap<string, string>;
}

interface Started {
  readonly ledger: RunningLedger;
  readonly release: () => Promise<void>;
}

async function onEmbedded(options: StartOptions): Promise<Started> {
  const ledger = await startEmbedded({ ...options, channel: 'chain', firstPort: 0, block: BLOCK });
  return { ledger, release: () => Promise.resolve() };
}

async function onFabric(options: StartOptions): Promise<Started> {
  const ports = await takePortRange();
  try {
    const ledger = await startFabric({ ...options, firstPort: ports.first, orderers: 1 });
    return { ledger, release: () => ports.release() };
  } catch (error) {
    await ports.release();
    throw error;
  }
}
