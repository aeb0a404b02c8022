// SPDX-License-Identifier: Apache-2.0
import { statfs } from 'node:fs/promises';
import { NetworkError } from './network-error.js';

const MEGABYTE = 1024 ** 2;

/**
 * Refuses to begin what a disk has no room for.
 * @throws NetworkError DISK_FULL
 */
export async function assertDiskFree(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new NetworkError('DISK_FULL', {
    folder,
    free: Math.floor(free / MEGABYTE),
    wanted: Math.ceil(bytes / MEGABYTE),
  });
}
