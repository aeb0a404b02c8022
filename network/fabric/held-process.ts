// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { bareEnvironment } from './command.js';
import { NetworkError } from './network-error.js';
import type { ProcessSpec } from './process-spec.js';

/** Waits for a line and becomes the program, or ends with whoever would have written it. */
const WAIT = 'read -r go && exec "$@" </dev/null';

/** A process that does nothing yet. */
export interface HeldProcess {
  readonly pid: number;
  /** Lets it become its program; it outlives us from then on. */
  release(): void;
}

/**
 * Starts a process that becomes its program only when it is released. If we die before, it ends: so whoever puts it on
 * record in between leaves nothing behind that nobody knows of.
 *
 * @param output - of the program, an open file
 * @throws NetworkError PROCESS_NOT_STARTED
 */
export async function startHeld(spec: ProcessSpec, output: number): Promise<HeldProcess> {
  const { name, command, args, cwd, env } = spec;
  try {
    accessSync(command, constants.X_OK);
    // A group of its own, so that Ctrl-C in the terminal reaches us alone and we end the others in order.
    const child = spawn('/bin/sh', ['-c', WAIT, name, command, ...args], {
      cwd,
      env: { ...bareEnvironment(), ...env },
      detached: true,
      stdio: ['pipe', output, output],
    });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    // One that is gone already is found out where it does not answer.
    child.stdin?.on('error', () => undefined);
    return { pid: child.pid ?? 0, release: () => child.stdin?.end('\n') };
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new NetworkError('PROCESS_NOT_STARTED', { name, command, reason }, { cause });
  }
}
