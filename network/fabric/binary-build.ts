// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './command.js';
import { assertDiskFree } from './disk.js';
import {
  BUILD_DISK_BYTES,
  BUILD_PROGRESS_MODULES,
  BUILD_PROGRESS_PERCENT,
  BUILD_TIMEOUT_MS,
  COMMAND_TIMEOUT_MS,
  GO_VERSION_MIN,
} from './limits.js';
import { NetworkError } from './network-error.js';

/** The Go module that pins Fabric's programs. */
export const TOOLS = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../fabric/tools');

/** The version whose commit tools/go.mod names. */
export const BUILT_VERSION = '3.1.1';

const MODULE = 'github.com/hyperledger/fabric';
/** Without cgo the programs need no C compiler and run wherever they are copied; no toolchain is fetched unasked. */
const GO_ENVIRONMENT = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local' };

/**
 * Builds Fabric's programs from the Go module proxy into `home`: beside it first, and renamed when all is there, so
 * that a build that was cut short leaves nothing that looks finished.
 * @throws NetworkError GO_MISSING, GO_TOO_OLD, DISK_FULL, COMMAND_FAILED with what Go printed last
 */
export async function buildBinaries(home: string, progress: (message: string) => void): Promise<void> {
  await assertGo();
  await assertDiskFree(path.dirname(home), BUILD_DISK_BYTES);
  progress(`Building Hyperledger Fabric ${BUILT_VERSION} 正在构建 (once, some minutes)…`);
  const beside = `${home}.building`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(path.join(beside, 'bin'), { recursive: true });
  const packages = await listPackages(progress);
  const stamp = `-s -w -X ${MODULE}/common/metadata.Version=${BUILT_VERSION}`;
  await go(['install', '-v', '-trimpath', '-ldflags', stamp, 'tool'], {
    env: { GOBIN: path.join(beside, 'bin') },
    onLine: compileProgress(packages, progress),
  });
  const { stdout } = await go(['list', '-m', '-f', '{{.Dir}}', MODULE]);
  await cp(path.join(stdout.trim(), 'sampleconfig'), path.join(beside, 'config'), { recursive: true });
  // Files of the module cache are read-only, and so would be their copies.
  await runCommand('chmod', ['-R', 'u+w', path.join(beside, 'config')], { timeoutMs: COMMAND_TIMEOUT_MS });
  await rename(beside, home);
}

/** How many packages there are to compile; downloads their modules. */
async function listPackages(progress: (message: string) => void): Promise<number> {
  let modules = 0;
  const { stdout } = await go(['list', '-deps', 'tool'], {
    onLine: (line) => {
      if (!line.startsWith('go: downloading ')) return;
      modules += 1;
      if (modules % BUILD_PROGRESS_MODULES === 0) progress(`  ${modules} modules downloaded 已下载`);
    },
  });
  return stdout.trim().split('\n').length;
}

/** Tells every so many per cent of the packages that `go install -v` names as it compiles them. */
function compileProgress(packages: number, progress: (message: string) => void): (line: string) => void {
  let compiled = 0;
  let told = 0;
  return (line) => {
    if (line.startsWith('go: ')) return;
    compiled += 1;
    const percent = Math.floor((compiled * 100) / packages);
    if (percent < told + BUILD_PROGRESS_PERCENT) return;
    told = percent;
    progress(`  ${percent} % of ${packages} packages compiled 已编译`);
  };
}

function go(
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly onLine?: (line: string) => void } = {},
): ReturnType<typeof runCommand> {
  const env = { ...GO_ENVIRONMENT, ...options.env };
  return runCommand('go', args, { cwd: TOOLS, timeoutMs: BUILD_TIMEOUT_MS, ...options, env });
}

async function assertGo(): Promise<void> {
  const wanted = GO_VERSION_MIN.join('.');
  const { stdout } = await runCommand('go', ['env', 'GOVERSION'], { timeoutMs: COMMAND_TIMEOUT_MS }).catch(
    (cause: unknown) => {
      throw new NetworkError('GO_MISSING', { wanted }, { cause });
    },
  );
  const found = stdout.trim().replace(/^go/, '');
  if (isOlder(found, GO_VERSION_MIN)) throw new NetworkError('GO_TOO_OLD', { found, wanted });
}

/** Whether a version `1.24.2` is older than the least one. */
export function isOlder(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10));
  const differences = least.map((part, index) => (parts[index] ?? 0) - part);
  return (differences.find((difference) => difference !== 0) ?? 0) < 0;
}
