// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { NetworkFile } from '@chainshare/client';
import type { RunningLedger } from './ledger.js';

/** What clients find a network by. */
export interface NetworkFiles {
  readonly network: NetworkFile;
  /** Path of the written network file; `trust.json` stands beside it. */
  readonly networkFile: string;
}

const PRIVATE_FILE = 0o600;

/** Writes `network.json` and `trust.json` into a folder, for clients. */
export async function writeNetworkFiles(
  ledger: RunningLedger,
  enterprises: NetworkFile['enterprises'],
  folder: string,
): Promise<NetworkFiles> {
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
