// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './command.js';
import { withLock } from './file-lock.js';
import { BUILD_DISK_BYTES, BUILD_TIMEOUT_MS, COMMAND_TIMEOUT_MS, GO_VERSION_MIN } from './limits.js';
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
const TOOLS = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../fabric/tools');

/**
 * Finds Fabric's programs in FABRIC_BIN, else in the cache, else builds them once from the Go module proxy.
 * @throws NetworkError BINARIES_MISSING, BINARIES_WRONG_VERSION, DISK_FULL, each saying what to do
 */
export async function fabricBinaries(options: BinaryOptions): Promise<FabricBinaries> {
  if (options.directory !== undefined) return given(options.directory, options.version);
  const home = await cacheFolder(options);
  const found = { directory: path.join(home, 'bin'), config: path.join(home, 'config') };
  if (existsSync(home)) return found;
  await mkdir(path.dirname(home), { recursive: true });
  await withLock(`${home}.lock`, async () => {
    if (!existsSync(home)) await build(home, options);
  });
  return found;
}

async function given(directory: string, version: string): Promise<FabricBinaries> {
  const missing = PROGRAMS.filter((program) => !existsSync(path.join(directory, program)));
  if (missing.length > 0) {
    throw new NetworkError('BINARIES_MISSING', `FABRIC_BIN (${directory}) lacks ${missing.join(', ')}`);
  }
  const config = [path.join(directory, 'config'), path.join(directory, '..', 'config')].find((folder) =>
    existsSync(path.join(folder, 'core.yaml')),
  );
  if (config === undefined) {
    throw new NetworkError(
      'BINARIES_MISSING',
      `put Fabric's config folder (core.yaml, orderer.yaml) beside ${directory}`,
    );
  }
  await checkVersion(directory, version);
  return { directory, config };
}

/** `<cache>/fabric/<version>-<os>-<arch>-<12 hex of go.sum>`: another pin never meets these binaries. */
async function cacheFolder(options: BinaryOptions): Promise<string> {
  const sums = await readFile(path.join(TOOLS, 'go.sum'));
  const pin = createHash('sha256').update(sums).digest('hex').slice(0, 12);
  const base =
    options.cache ?? path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'chainshare');
  return path.join(base, 'fabric', `${options.version}-${process.platform}-${process.arch}-${pin}`);
}

async function build(home: string, { version, onProgress }: BinaryOptions): Promise<void> {
  await checkGo();
  await checkDisk(path.dirname(home));
  onProgress?.(`Building Hyperledger Fabric ${version} 正在构建 (once, about two minutes)…`);
  const beside = `${home}.building`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(path.join(beside, 'bin'), { recursive: true });
  const stamp = `-s -w -X github.com/hyperledger/fabric/common/metadata.Version=${version}`;
  await runCommand('go', ['install', '-trimpath', '-ldflags', stamp, 'tool'], {
    cwd: TOOLS,
    env: { CGO_ENABLED: '0', GOBIN: path.join(beside, 'bin'), GOTOOLCHAIN: 'local' },
    timeoutMs: BUILD_TIMEOUT_MS,
    ...(onProgress === undefined ? {} : { onLine: onProgress }),
  });
  const { stdout } = await runCommand(
    'go',
    ['list', '-m', '-f', '{{.Dir}}', 'github.com/hyperledger/fabric'],
    {
      cwd: TOOLS,
      timeoutMs: COMMAND_TIMEOUT_MS,
    },
  );
  await cp(path.join(stdout.trim(), 'sampleconfig'), path.join(beside, 'config'), { recursive: true });
  await runCommand('chmod', ['-R', 'u+w', path.join(beside, 'config')], { timeoutMs: COMMAND_TIMEOUT_MS });
  await checkVersion(path.join(beside, 'bin'), version);
  await rename(beside, home);
}

async function checkGo(): Promise<void> {
  const advice = `install Go ${GO_VERSION_MIN.join('.')} or newer, or set FABRIC_BIN to a folder with Fabric's programs`;
  const go = await runCommand('go', ['env', 'GOVERSION'], { timeoutMs: COMMAND_TIMEOUT_MS }).catch(
    (cause: unknown) => {
      throw new NetworkError(
        'BINARIES_MISSING',
        `Fabric's programs are not here and Go is not installed: ${advice}`,
        { cause },
      );
    },
  );
  const version = go.stdout.trim().replace(/^go/, '').split('.').map(Number);
  const older =
    GO_VERSION_MIN.map((part, index) => (version[index] ?? 0) - part).find(
      (difference) => difference !== 0,
    ) ?? 0;
  if (older < 0) throw new NetworkError('BINARIES_MISSING', `Go ${version.join('.')} is too old: ${advice}`);
}

async function checkDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < BUILD_DISK_BYTES) {
    throw new NetworkError(
      'DISK_FULL',
      `building Fabric needs ${BUILD_DISK_BYTES / 1024 ** 3} GB free below ${folder}`,
    );
  }
}

async function checkVersion(directory: string, version: string): Promise<void> {
  const { stdout } = await runCommand(path.join(directory, 'peer'), ['version'], {
    timeoutMs: COMMAND_TIMEOUT_MS,
  });
  const found = /Version:\s*v?(\S+)/.exec(stdout)?.[1];
  if (found !== version) {
    throw new NetworkError(
      'BINARIES_WRONG_VERSION',
      `${directory} holds Fabric ${found ?? 'of no stated version'}; the topology asks for ${version}`,
    );
  }
}
