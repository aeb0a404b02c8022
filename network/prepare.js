// SPDX-License-Identifier: Apache-2.0
// Plain JavaScript, because it runs before anything is installed or built.
import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const BUILT_FOLDERS = ['chaincode', 'gateway', 'client-sdk', 'network', 'test'];
const STAMP = path.join(root, 'node_modules', '.chainshare-build');
const INSTALLED = path.join(root, 'node_modules', '.package-lock.json');
/** What better-sqlite3 is without: the only package that brings something to be compiled. */
const NATIVE = path.join(root, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node');
const INSTALL_STAMP = path.join(root, 'node_modules', '.chainshare-install');

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function run(command, args, hint) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(`${hint}${error === undefined ? '' : ` (${error.message})`}`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!fits) fail(`ChainShare needs Node.js 20.19 or 22.12 and newer; this is ${process.versions.node}.`);
}

/** better-sqlite3 compiles where its prebuilt file is out of reach: say which tool is missing, not 200 lines of gyp. */
function missingCompilerTools() {
  const works = (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;
  return ['g++', 'make', 'python3'].filter((tool) => !works(tool));
}

/** By the text of the lock file, since a checkout makes it newer without changing it; by its time after npm by hand. */
function isInstalled(lockFile, wanted) {
  if (!existsSync(INSTALLED) || !existsSync(NATIVE)) return false;
  if (existsSync(INSTALL_STAMP) && readFileSync(INSTALL_STAMP, 'utf8') === wanted) return true;
  return statSync(INSTALLED).mtimeMs >= statSync(lockFile).mtimeMs;
}

/** @returns settles when better-sqlite3 is there; everything else is, when this returns */
async function install() {
  const lockFile = path.join(root, 'package-lock.json');
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (!isInstalled(lockFile, wanted)) {
    process.stderr.write('Installing packages 正在安装依赖 (once, about two minutes)…\n');
    run(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
      'npm ci failed; its own message is above.',
    );
    await installNative();
  }
  writeFileSync(INSTALL_STAMP, wanted);
}

/** Fetches or compiles better-sqlite3. Compiling takes minutes of one core, so nobody should wait for it idly. */
function installNative() {
  const missing = missingCompilerTools();
  const advice =
    missing.length > 0
      ? `better-sqlite3 could not fetch its prebuilt file and must be compiled: install ${missing.join(', ')} and run the command again.`
      : 'better-sqlite3 could not be compiled; the messages are above.';
  return new Promise((resolve) => {
    const child = spawn('npm', ['rebuild', 'better-sqlite3'], { cwd: root, stdio: ['ignore', 2, 2] });
    child.once('error', (error) => fail(`${advice} (${error.message})`));
    child.once('close', (status) => (status === 0 ? resolve() : fail(advice)));
  });
}

/** Name, size and time of every source file: any change of them asks for a build. */
function fingerprint() {
  const hash = createHash('sha256');
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'out' && entry.name !== 'node_modules') visit(file);
      } else if (/\.(ts|json)$/.test(entry.name) && !entry.name.endsWith('.tsbuildinfo')) {
        const { size, mtimeMs } = statSync(file);
        hash.update(`${file} ${size} ${mtimeMs}\n`);
      }
    }
  };
  for (const folder of BUILT_FOLDERS) visit(path.join(root, folder));
  return hash.update(readFileSync(path.join(root, 'tsconfig.json'))).digest('hex');
}

function build() {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  process.stderr.write('Building 正在构建 (about a minute the first time)…\n');
  run(
    process.execPath,
    [path.join(root, 'node_modules/typescript/bin/tsc'), '-b'],
    'The build failed; its messages are above.',
  );
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
}

/**
 * Installs and builds what is missing or older than its sources; does nothing, in milliseconds, when all is there.
 * @returns settles when all of it is there; what opens no database may begin before
 */
export function prepare() {
  checkNode();
  const installed = install();
  build();
  return installed;
}
