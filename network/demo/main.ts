// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NetworkError } from '../fabric/network-error.js';
import { startEmbedded } from './embedded-ledger.js';
import { DEMO_ENTERPRISES } from './enterprises.js';
import type { RunningLedger } from './ledger.js';
import { startLocalNetwork, type LocalNetwork } from './local-network.js';
import { parseStartOptions, UsageError, type StartOptions } from './options.js';
import { assertPortsFree, PortInUseError } from './ports.js';
import { readyMessage } from './ready-message.js';

const CHANNEL = 'chain';
/** Peers listen this far above the gateways. */
const PEER_PORTS_ABOVE = 100;
/** Says which ledger a data folder belongs to. */
const LEDGER_FILE = 'ledger';
/** Says that the demonstration data is published. */
const STORY_FILE = 'demonstration-published';

/** `npm start`: the demonstration network, up until Ctrl-C. */
export async function main(args: readonly string[]): Promise<void> {
  const say = (text: string): void => {
    process.stdout.write(`${text}\n`);
  };
  try {
    const options = parseStartOptions(args, process.cwd());
    const network = await start(options, say);
    await untilInterrupted();
    say('\nStopping 正在停止…');
    await network.stop();
  } catch (error) {
    const exitCode = exitCodeOf(error);
    if (exitCode === undefined) throw error;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = exitCode;
  }
}

/** The exit code of a failure whose message says what to do; undefined for what nobody foresaw. */
function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof UsageError || error instanceof PortInUseError) return error.exitCode;
  return error instanceof NetworkError ? 1 : undefined;
}

async function start(options: StartOptions, say: (text: string) => void): Promise<LocalNetwork> {
  if (options.fresh) await forget(options.dataDir);
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  await assertSameLedger(options);
  await assertPortsFree([options.port], DEMO_ENTERPRISES.length);
  const ledger = await startLedger(options, say);
  const network = await startLocalNetwork(ledger, {
    dataDir: options.dataDir,
    enterprises: DEMO_ENTERPRISES,
    firstPort: options.port,
    filesIn: path.resolve('.chainshare'),
  });
  try {
    await tellOnce(network, options.dataDir, say);
  } catch (error) {
    await network.stop();
    throw error;
  }
  say(readyMessage(network, performance.now()));
  return network;
}

/** A folder belongs to the ledger that first used it: gateways keep what they read from that one. */
async function assertSameLedger({ dataDir, fabric }: StartOptions): Promise<void> {
  const kind = fabric ? 'fabric' : 'embedded';
  const file = path.join(dataDir, LEDGER_FILE);
  const found = existsSync(file) ? await readFile(file, 'utf8') : undefined;
  if (found === undefined) await writeFile(file, kind);
  else if (found !== kind) {
    throw new UsageError(
      `${dataDir} holds a network on the ${found} ledger: use --fresh, or another --data\n`,
      2,
    );
  }
}

async function startLedger(options: StartOptions, say: (text: string) => void): Promise<RunningLedger> {
  const { dataDir, orderers } = options;
  const firstPort = options.port + PEER_PORTS_ABOVE;
  if (options.fabric) {
    const { startFabric } = await import('./fabric-ledger.js');
    return startFabric({ dataDir, enterprises: DEMO_ENTERPRISES, firstPort, orderers, onProgress: say });
  }
  await assertPortsFree([firstPort], DEMO_ENTERPRISES.length);
  return startEmbedded({ channel: CHANNEL, dataDir, enterprises: DEMO_ENTERPRISES, firstPort });
}

/** The marker is written when all of the story is on the ledger; a start that was cut short tells it again, with the same keys. */
async function tellOnce(network: LocalNetwork, dataDir: string, say: (text: string) => void): Promise<void> {
  const marker = path.join(dataDir, STORY_FILE);
  if (existsSync(marker)) return;
  say('Publishing the demonstration data 正在发布示范数据…');
  const { tellStory } = await import('./story.js');
  await tellStory(network.network, new Date());
  await writeFile(marker, '');
}

/** Ends and removes what earlier starts left, and nothing else that may lie in the folder. */
async function forget(dataDir: string): Promise<void> {
  const network = path.join(dataDir, 'network');
  if (existsSync(network)) {
    const { takeDown } = await import('../fabric/down.js');
    await takeDown(network);
  }
  const ours = [
    ...DEMO_ENTERPRISES.map(({ id }) => id),
    'orderers',
    'network',
    'development-issuer.pem',
    LEDGER_FILE,
    STORY_FILE,
  ];
  for (const name of ours) await rm(path.join(dataDir, name), { recursive: true, force: true });
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}
