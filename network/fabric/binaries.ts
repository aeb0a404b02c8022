// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { BUILT_VERSION, buildBinaries, TOOLS } from './binary-build.js';
import { cacheRoot } from './cache-root.js';
import { runCommand } from './command.js';
import { withLock } from './file-lock.js';
import { COMMAND_TIMEOUT_MS } from './limits.js';
import { NetworkError } from './network-error.js';

/** Where Fabric's programs are, and the folder with its default core.yaml and orderer.yaml. */
export interface FabricBinaries {
  readonly directory: string;
  readonly config: string;
}

/** Where to look for binaries and whom to tell about a build. */
export interface BinaryOptions {
  readonly version: string;
  /** FABRIC_BIN: a folder with the programs, `config` beside it as in the release archives. */
  readonly directory?: string | undefined;
  readonly cache?: string | undefined;
  readonly onProgress?: (message: string) => void;
}

const PROGRAMS = ['peer', 'orderer', 'osnadmin', 'configtxgen', 'configtxlator'] as const;

/**
 * Finds Fabric's programs in FABRIC_BIN, else in the cache, else builds them once from the Go module proxy.
 * @throws NetworkError BINARIES_MISSING, BINARIES_WRONG_VERSION, BINARIES_NOT_BUILT_HERE, or why they cannot be
 * built: see {@link buildBinaries}
 */
export async function fabricBinaries(options: BinaryOptions): Promise<FabricBinaries> {
  const { version, directory, onProgress = (): void => undefined } = options;
  if (directory !== undefined) return checked(directory, version);
  if (version !== BUILT_VERSION) {
    throw new NetworkError('BINARIES_NOT_BUILT_HERE', { built: BUILT_VERSION, wanted: version });
  }
  const home = await cacheFolder(options);
  if (!existsSync(home)) {
    await mkdir(path.dirname(home), { recursive: true });
    await withLock(`${home}.lock`, async () => {
      if (!existsSync(home)) await buildBinaries(home, onProgress);
    });
  }
  return checked(path.join(home, 'bin'), version);
}

/** The programs of a folder, all of them there and of the version that was asked for. */
async function checked(directory: string, version: string): Promise<FabricBinaries> {
  const missing: string[] = PROGRAMS.filter((program) => !existsSync(path.join(directory, program)));
  const config = [path.join(directory, 'config'), path.join(directory, '..', 'config')].find((folder) =>
    existsSync(path.join(folder, 'core.yaml')),
  );
  if (config === undefined) missing.push('config/core.yaml');
  if (config === undefined || missing.length > 0) {
    throw new NetworkError('BINARIES_MISSING', { folder: directory, missing: missing.join(', ') });
  }
  const found = await versionOf(path.join(directory, 'peer'));
  if (found !== version) {
    throw new NetworkError('BINARIES_WRONG_VERSION', { folder: directory, found, wanted: version });
  }
  return { directory, config };
}

/** What `peer version` says; a program of another system says nothing that can be read. */
async function versionOf(peer: string): Promise<string> {
  const { stdout } = await runCommand(peer, ['version'], { timeoutMs: COMMAND_TIMEOUT_MS }).catch(() => ({
    stdout: '',
  }));
  return /Version:\s*v?(\S+)/.exec(stdout)?.[1] ?? '(unreadable)';
}

/** `<cache>/fabric/<version>-<os>-<arch>-<12 hex of go.sum>`: another pin never meets these binaries. */
async function cacheFolder(options: BinaryOptions): Promise<string> {
  const sums = await readFile(path.join(TOOLS, 'go.sum'));
  const pin = createHash('sha256').update(sums).digest('hex').slice(0, 12);
  return path.join(
    cacheRoot(options.cache),
    'fabric',
    `${options.version}-${process.platform}-${process.arch}-${pin}`,
  );
}
