// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '#network/demo/embedded-ledger.js';
import type { DemoEnterprise } from '#network/demo/enterprises.js';
import { startFabric } from '#network/demo/fabric-ledger.js';
import type { RunningLedger } from '#network/demo/ledger.js';
import { startPeers } from '#network/fabric/peers.js';
import type { Processes } from '#network/fabric/processes.js';

/** The ledger that tests run on: the embedded one, or real Fabric where `CHAINSHARE_TEST_LEDGER` is `fabric`. */
export const TEST_LEDGER: RunningLedger['kind'] =
  process.env['CHAINSHARE_TEST_LEDGER'] === 'fabric' ? 'fabric' : 'embedded';

/** How a test starts a ledger. */
export interface StartOptions {
  readonly dataDir: string;
  readonly enterprises: readonly DemoEnterprise[];
  /** First port of the nodes; 0 takes free ones, on the embedded ledger alone. */
  readonly firstPort: number;
  /** Folders of altered chaincode by MSP ID. */
  readonly alteredChaincode?: ReadonlyMap<string, string>;
  /** Whether the embedded ledger's stores are compressed; what Fabric's peers keep, they compress as they like. */
  readonly compression?: boolean;
  /** When blocks close. */
  readonly block?: { readonly timeoutMs: number; readonly maxMessages: number };
}

/** A ledger that runs, and whose peers can be stopped and started alone. */
export interface StartedLedger {
  readonly ledger: RunningLedger;
  stopPeer(mspId: string): Promise<void>;
  startPeer(mspId: string): Promise<void>;
}

/** Blocks close early, as a test waits for one after the other. */
const BLOCK = { timeoutMs: 20, maxMessages: 500 };

/** Between two looks at a process that is ending. */
const LOOK_MS = 20;

/** Starts a ledger on whatever its folder holds. */
export function startLedger(kind: RunningLedger['kind'], options: StartOptions): Promise<StartedLedger> {
  return kind === 'fabric' ? onFabric(options) : onEmbedded(options);
}

async function onEmbedded(options: StartOptions): Promise<StartedLedger> {
  const running = await startEmbedded({ block: BLOCK, ...options, channel: 'chain' });
  return {
    ledger: running,
    stopPeer: (mspId) => running.ledger.stopPeer(mspId),
    startPeer: (mspId) => running.ledger.startPeer(mspId),
  };
}

async function onFabric(options: StartOptions): Promise<StartedLedger> {
  const running = await startFabric({ block: BLOCK, ...options, orderers: 1 });
  const { plan, binaries, processes } = running.network;
  return {
    ledger: running,
    stopPeer: (mspId) => endProcess(processes, `${mspId}/peer0`, 'SIGTERM'),
    startPeer: () => startPeers(plan, binaries, processes),
  };
}

/** Sends a signal to one process of a Fabric network and waits for its end. */
export async function endProcess(processes: Processes, name: string, signal: NodeJS.Signals): Promise<void> {
  processes.signal(name, signal);
  while (processes.isRunning(name)) await sleep(LOOK_MS);
}
