// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NetworkError } from '../fabric/network-error.js';
import { DEMO_ENTERPRISES } from './enterprises.js';
import { interruption, untilAborted } from './interruption.js';
import { startLocalNetwork, type LocalNetwork } from './local-network.js';
import { parseStartOptions, UsageError, type StartOptions } from './options.js';
import { assertPortsFree, PortInUseError } from './ports.js';
import { readyMessage } from './ready-message.js';
import { startLedger } from './start-ledger.js';
import { untilReady } from './until-ready.js';

const EXIT_INTERRUPTED = 130;
/** Says which ledger a data folder belongs to. */
const LEDGER_FILE = 'ledger';
/** Says that the demonstration data is published. */
const STORY_FILE = 'demonstration-published';

/** Whom a start talks to, and how it is called off. */
interface Surroundings {
  /** What a person asked for: the same on both ledgers. */
  readonly say: (text: string) => void;
  /** Progress, restarts and measures, beside it. */
  readonly note: (text: string) => void;
  readonly signal: AbortSignal;
}

/** `npm start`: the demonstration network, up until Ctrl-C. */
export async function main(args: readonly string[]): Promise<void> {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const note = (text: string): void => void process.stderr.write(`${text}\n`);
  try {
    const options = parseStartOptions(args, process.cwd());
    const signal = interruption();
    const starting = start(options, { say, note, signal });
    const network = await Promise.race([starting, untilAborted(signal)]);
    if (network === undefined) return await callOff(options, starting);
    await untilAborted(signal);
    say('\nStopping 正在停止…');
    await network.stop();
  } catch (error) {
    const exitCode = exitCodeOf(error);
    if (exitCode === undefined) throw error;
    note(error instanceof NetworkError ? error.describe() : (error as Error).message);
    process.exitCode = exitCode;
  }
}

/** The exit code of a failure whose message says what to do; undefined for what nobody foresaw. */
function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof UsageError || error instanceof PortInUseError) return error.exitCode;
  return error instanceof NetworkError ? 1 : undefined;
}

/** Interrupted while starting: ends what runs already. Nothing more is started, as the signal is set. */
async function callOff({ dataDir }: StartOptions, starting: Promise<LocalNetwork>): Promise<never> {
  starting.catch(() => undefined);
  await endProcesses(dataDir);
  process.exit(EXIT_INTERRUPTED);
}

async function start(options: StartOptions, { say, note, signal }: Surroundings): Promise<LocalNetwork> {
  if (options.fresh) await forget(options.dataDir);
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  await assertSameLedger(options);
  await assertPortsFree([options.port], DEMO_ENTERPRISES.length);
  const { ledger, report } = await startLedger(options, note, signal);
  const network = await startLocalNetwork(ledger, {
    dataDir: options.dataDir,
    enterprises: DEMO_ENTERPRISES,
    firstPort: options.port,
    filesIn: path.resolve('.chainshare'),
  });
  try {
    await untilReady(network.network.enterprises.map(({ gateway }) => gateway));
    const readyAt = performance.now();
    await tellOnce(network, options.dataDir, say);
    say(readyMessage(network, performance.now()));
    if (report !== undefined) note(await report(readyAt));
  } catch (error) {
    await network.stop();
    throw error;
  }
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
  await endProcesses(dataDir);
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

async function endProcesses(dataDir: string): Promise<void> {
  const workDir = path.join(dataDir, 'network');
  if (!existsSync(workDir)) return;
  const { takeDown } = await import('../fabric/down.js');
  await takeDown(workDir);
}
