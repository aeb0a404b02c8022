// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { indented, NetworkError } from './network-error.js';

/** How to run a command to its end. */
export interface CommandOptions {
  readonly cwd?: string;
  /** Added to PATH and HOME, and nothing else of the caller's environment: a stray CORE_… there would win over ours. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Called with every line of output as it comes, for progress. */
  readonly onLine?: (line: string) => void;
}

/** What a command printed. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
}

const MESSAGE_LINES = 6;

/** The variables of the caller's environment that a child may see. */
export function bareEnvironment(): Record<string, string> {
  const kept = [
    'PATH',
    'HOME',
    'TMPDIR',
    'GOPROXY',
    'GOFLAGS',
    'GOPATH',
    'GOCACHE',
    'GOMODCACHE',
    'GONOSUMDB',
    'GOSUMDB',
    'GOINSECURE',
  ];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * Runs a command to its end.
 * @throws NetworkError COMMAND_FAILED with the last lines it printed, COMMAND_TIMED_OUT when it took longer than allowed.
 */
export function runCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: { ...bareEnvironment(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
        if (options.onLine !== undefined) text.split('\n').filter(Boolean).forEach(options.onLine);
      });
    }
    child.once('error', (cause) => {
      clearTimeout(timer);
      reject(
        new NetworkError('COMMAND_FAILED', { command: file, output: indented([cause.message]) }, { cause }),
      );
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      if (status === 0) resolve(output);
      else
        reject(
          failure(`${file} ${args.slice(0, 3).join(' ')}`, output, timedOut ? options.timeoutMs : undefined),
        );
    });
  });
}

function failure(command: string, printed: CommandResult, timeoutMs: number | undefined): NetworkError {
  const lines = `${printed.stdout}\n${printed.stderr}`.trim().split('\n');
  const output = indented(lines.slice(-MESSAGE_LINES));
  return timeoutMs === undefined
    ? new NetworkError('COMMAND_FAILED', { command, output })
    : new NetworkError('COMMAND_TIMED_OUT', { command, output, seconds: timeoutMs / 1000 });
}
