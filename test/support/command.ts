// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from '../unit/project/sources.js';

/** How a command ended and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Where and with what the command is run. */
export interface CommandOptions {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const BIN = path.join(root, 'client-sdk/bin/chainshare.js');

/** Runs `chainshare` for real, in a process of its own. */
export async function chainshare(
  args: readonly string[],
  { cwd, input = '', env = {} }: CommandOptions,
): Promise<Ended> {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      LANG: 'en_GB.UTF-8',
      NODE_V8_COVERAGE: process.env['NODE_V8_COVERAGE'],
      ...env,
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, err };
}
