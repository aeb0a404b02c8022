// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../demo/options.js';
import { NetworkError } from '../fabric/network-error.js';
import { Processes } from '../fabric/processes.js';
import { networkStatus } from '../fabric/status.js';
import { statusTable } from '../fabric/words.js';
import { parseNodeOptions, type NodeOptions } from './options.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const note = (text: string): void => void process.stderr.write(`${text}\n`);

/** Something of the network is not as it should be. */
const EXIT_NOT_READY = 1;

try {
  process.exitCode = await run(parseNodeOptions(process.argv.slice(2), process.cwd()));
} catch (error) {
  if (error instanceof UsageError) {
    (error.exitCode === 0 ? say : note)(error.message);
    process.exitCode = error.exitCode;
  } else if (error instanceof NetworkError) {
    note(error.describe());
    process.exitCode = EXIT_NOT_READY;
  } else throw error;
}

async function run(options: NodeOptions): Promise<number> {
  if (options.command === 'up') {
    const { up } = await import('./up.js');
    await up(options, { say, note });
    return 0;
  }
  const processes = processesOf(options.dataDir);
  switch (options.command) {
    case 'down':
      await processes.stopAll();
      return 0;
    case 'start':
      await processes.startAgain(options.process);
      return 0;
    case 'stop':
      await processes.stop(options.process);
      return 0;
    case 'status':
      return showStatus(processes);
  }
}

/** @returns 0 when all that was not stopped on request is ready, for scripts */
async function showStatus(processes: Processes): Promise<number> {
  const status = await networkStatus(processes);
  say(statusTable(status));
  return status.every(({ state }) => state === 'ready' || state === 'stopped') ? 0 : EXIT_NOT_READY;
}

/** @throws NetworkError NETWORK_MISSING */
function processesOf(dataDir: string): Processes {
  const workDir = path.join(dataDir, 'network');
  if (!existsSync(workDir)) throw new NetworkError('NETWORK_MISSING', { folder: dataDir });
  return new Processes(workDir);
}
