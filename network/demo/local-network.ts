// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { NetworkFile } from '@chainshare/client';
import { startGateways, type GatewaysOptions, type RunningGateways } from './gateways.js';
import type { RunningLedger } from './ledger.js';

/** A ledger and the gateways of its enterprises, with the files by which clients find them. */
export interface LocalNetwork<L extends RunningLedger = RunningLedger> {
  readonly ledger: L;
  readonly gateways: RunningGateways['gateways'];
  readonly network: NetworkFile;
  /** Path of the written network file; `trust.json` stands beside it. */
  readonly networkFile: string;
  stop(): Promise<void>;
}

const PRIVATE_FILE = 0o600;

/**
 * Starts the gateways on a ledger and writes `network.json` and `trust.json` into a folder.
 * What has been started is stopped again when something fails.
 */
export async function startLocalNetwork<L extends RunningLedger>(
  ledger: L,
  options: GatewaysOptions & { readonly filesIn: string },
): Promise<LocalNetwork<L>> {
  const running = await startGateways(ledger, options);
  const trust = path.join(options.filesIn, 'trust.json');
  const networkFile = path.join(options.filesIn, 'network.json');
  const network: NetworkFile = {
    ledger: ledger.kind,
    channel: ledger.channel,
    trust,
    enterprises: running.entries,
  };
  await mkdir(options.filesIn, { recursive: true });
  await writePrivate(trust, ledger.trust);
  await writePrivate(networkFile, network);
  return {
    ledger,
    gateways: running.gateways,
    network,
    networkFile,
    stop: async () => {
      await running.stop();
      await ledger.stop();
    },
  };
}

/** In one step: a client that reads while we start again sees the old file or the new one. */
async function writePrivate(file: string, value: object): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(value, undefined, 2)}\n`, { mode: PRIVATE_FILE });
  await chmod(`${file}.new`, PRIVATE_FILE);
  await rename(`${file}.new`, file);
}
