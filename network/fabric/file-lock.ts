// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, thisProcess, type ProcessMark } from './process-mark.js';
import { BUILD_TIMEOUT_MS, LOCK_GUARD_MS, POLL_MS } from './limits.js';
import { NetworkError } from './network-error.js';

/** Takes an exclusive lock file if it is free or its owner is dead; false when somebody alive holds it. */
export async function tryLock(file: string): Promise<boolean> {
  if (await create(file)) return true;
  if ((await stateOf(file)) === 'held') return false;
  await removeStale(file);
  return create(file);
}

/** Makes the lock with its owner inside it in one step, so that nobody ever sees half of it. */
async function create(file: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(thisProcess()), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Stale is what its owner did not live to remove, or to write. */
async function stateOf(file: string): Promise<'free' | 'held' | 'stale'> {
  try {
    return isAlive(JSON.parse(await readFile(file, 'utf8')) as ProcessMark) ? 'held' : 'stale';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'free';
    if (error instanceof SyntaxError) return 'stale';
    throw error;
  }
}

/**
 * Removes the lock of a dead owner. Of several who find it one at a time does, and looks once more: else the second
 * would remove what the first has just made in its place.
 */
async function removeStale(file: string): Promise<void> {
  const guard = `${file}.removing`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    await removeForgotten(guard);
    return;
  }
  try {
    if ((await stateOf(file)) === 'stale') await rm(file);
  } finally {
    await rmdir(guard);
  }
}

/** Whoever made the guard needed it for milliseconds, or died over it. */
async function removeForgotten(guard: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(guard);
    if (Date.now() - mtimeMs > LOCK_GUARD_MS) await rmdir(guard);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
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
