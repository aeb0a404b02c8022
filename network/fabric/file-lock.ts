// SPDX-License-Identifier: Apache-2.0
import { open, readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, thisProcess, type ProcessMark } from './process-mark.js';
import { BUILD_TIMEOUT_MS, POLL_MS } from './limits.js';
import { NetworkError } from './network-error.js';

/** Takes an exclusive lock file if it is free or its owner is dead; false when somebody alive holds it. */
export async function tryLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify(thisProcess()));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (await heldByTheLiving(file)) return false;
  await rm(file, { force: true });
  return tryLock(file);
}

async function heldByTheLiving(file: string): Promise<boolean> {
  try {
    const text = await readFile(file, 'utf8');
    // Written in two steps: an empty file belongs to somebody who has just made it.
    return text === '' || isAlive(JSON.parse(text) as ProcessMark);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Runs the action under a lock file, waiting for whoever holds it. */
export async function withLock<T>(file: string, action: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + BUILD_TIMEOUT_MS;
  while (!(await tryLock(file))) {
    if (Date.now() > deadline) throw new NetworkError('LOCK_HELD', { file });
    await sleep(POLL_MS);
  }
  try {
    return await action();
  } finally {
    await rm(file, { force: true });
  }
}
