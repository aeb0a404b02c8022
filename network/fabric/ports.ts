// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tryLock } from './file-lock.js';
import { PORT_FIRST, PORT_LAST, PORT_RANGE } from './limits.js';
import { NetworkError } from './network-error.js';

/** A range of ports that one network holds until it is taken down or its owner dies. */
export interface PortRange {
  readonly first: number;
  release(): Promise<void>;
}

/** Takes the first free range of {@link PORT_RANGE} ports; the lock file says whose it is. */
export async function takePortRange(): Promise<PortRange> {
  const folder = path.join(tmpdir(), 'chainshare-ports');
  await mkdir(folder, { recursive: true });
  for (let first = PORT_FIRST; first + PORT_RANGE <= PORT_LAST; first += PORT_RANGE) {
    const lock = path.join(folder, `${first}.lock`);
    if (!(await tryLock(lock))) continue;
    if ((await firstUsed(first, PORT_RANGE)) === undefined) {
      return { first, release: () => rm(lock, { force: true }) };
    }
    await rm(lock, { force: true });
  }
  throw new NetworkError('NO_FREE_PORTS', { count: PORT_RANGE, first: PORT_FIRST, last: PORT_LAST });
}

/** The first port of a range that somebody listens on, if any. */
export async function firstUsed(
  first: number,
  count: number,
  host = '127.0.0.1',
): Promise<number | undefined> {
  for (let port = first; port < first + count; port += 1) {
    if (!(await isFree(port, host))) return port;
  }
  return undefined;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
