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
 * The ledger becomes part of the network: it is stopped with it, and also when the network cannot be started.
 */
export async function startLocalNetwork<L extends RunningLedger>(
  ledger: L,
  options: GatewaysOptions & { readonly filesIn: string },
): Promise<LocalNetwork<L>> {
  try {
    const running = await startGateways(ledger, options);
    return {
      ledger,
      gateways: running.gateways,
      ...(await writeFiles(ledger, running.entries, options.filesIn)),
      stop: async () => {
        await running.stop();
        await ledger.stop();
      },
    };
  } catch (error) {
    await ledger.stop();
    throw error;
  }
}

async function writeFiles(
  ledger: RunningLedger,
  enterprises: NetworkFile['enterprises'],
  folder: string,
): Promise<Pick<LocalNetwork, 'network' | 'networkFile'>> {
  const trust = path.join(folder, 'trust.json');
  const networkFile = path.join(folder, 'network.json');
  const network: NetworkFile = { ledger: ledger.kind, channel: ledger.channel, trust, enterprises };
  await mkdir(folder, { recursive: true });
  await writePrivate(trust, ledger.trust);
  await writePrivate(networkFile, network);
  return { network, networkFile };
}

/** In one step: a client that reads while we start again sees the old file or the new one. */
async function writePrivate(file: string, value: object): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(value, undefined, 2)}\n`, { mode: PRIVATE_FILE });
  await chmod(`${file}.new`, PRIVATE_FILE);
  await rename(`${file}.new`, file);
}
