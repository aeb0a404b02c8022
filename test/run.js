// SPDX-License-Identifier: Apache-2.0
// `npm test`: everything a change must not break. Installs and builds what is missing, runs the checks, as many
// side by side as there are cores, and closes with one line, 'N passed, N failed'.
// `npm test -- unit scenario` runs the named checks alone; `npm run test:fabric` those that run on real Fabric.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { prepare, root } from '../network/prepare.js';

const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');

/** Checks that are one command: they pass or fail as a whole. */
const COMMANDS = {
  lint: [bin('eslint'), '.'],
  format: [bin('prettier'), '--check', '--log-level', 'warn', '.'],
};

/** Folders of compiled tests, the longest first, so that none is left running alone at the end. */
const SUITES = [
  'unit/gateway',
  'scenario',
  'fault',
  'security',
  'unit/client-sdk',
  'unit/client-sdk/verify',
  'unit/gateway/sealing',
  'unit/chaincode',
  'unit/network',
  'conformance',
  'mutation',
  'unit/project',
];

/** The same tests on real Fabric, by `npm run test:fabric`; the longest first. */
const ON_FABRIC = 'on-fabric';
const FABRIC_SUITES = ['scenario', 'fault', 'security', 'differential', 'network'].map(
  (name) => `${ON_FABRIC}/${name}`,
);

/**
 * Code whose every line somebody's trust hangs on: what its own unit tests must cover of it, in per cent. Only they are
 * measured, since measuring makes every thread and process of a test write down all that it has run.
 */
const COVERED = {
  'unit/chaincode': 'chaincode/out/model/**',
  'unit/gateway/sealing': 'gateway/out/sealing/**',
  'unit/client-sdk/verify': 'client-sdk/out/verify/**',
};
const COVERED_MIN = '95';

/** More at once would only make tests with time limits slower on a machine of many cores. */
const AT_ONCE = Math.min(4, availableParallelism());

const scratch = mkdtempSync(path.join(tmpdir(), 'chainshare-test-'));
const coverageFolder = path.join(scratch, 'v8-coverage');

/** Runs a command to its end; what it printed comes back as one text, so that checks side by side do not mix. */
function run(file, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', (error) => resolve({ status: 1, output: `${output}${error.message}\n` }));
    child.once('close', (status) => resolve({ status, output }));
  });
}

/** Of what a command printed, as much as is repeated when it failed. */
const REPEATED_CHARS = 4_000;

const asWhole = ({ status, output }) => ({
  passes: Number(status === 0),
  failures: Number(status !== 0),
  pending: 0,
  failed: status === 0 ? [] : [{ title: 'failed', reason: output.slice(-REPEATED_CHARS) }],
  output,
});

async function suite(name) {
  const statsFile = path.join(scratch, `${name.replaceAll('/', '-')}.json`);
  const { status, output } = await run(
    process.execPath,
    [mocha, '--config', 'test/.mocharc.json', ...filesOf(name)],
    {
      MOCHA_STATS_FILE: statsFile,
      ...(name in COVERED && { NODE_V8_COVERAGE: coverageFolder }),
      ...(isOnFabric(name) && { CHAINSHARE_TEST_LEDGER: 'fabric' }),
    },
  );
  const counted = existsSync(statsFile);
  const stats = counted
    ? JSON.parse(readFileSync(statsFile, 'utf8'))
    : { passes: 0, failures: 0, pending: 0, failed: [] };
  if (status === 0 || stats.failures > 0) return { ...stats, output };
  // A run that died before it could count is a failure, whatever it had printed.
  const failed = [
    { title: `ended with status ${status}, having counted no failure`, reason: 'See its output above.' },
  ];
  return { ...stats, failures: 1, failed, output };
}

const isOnFabric = (name) => name.startsWith(`${ON_FABRIC}/`);

/** Every test of a suite but those that are a suite of their own. */
function filesOf(name) {
  const others = SUITES.filter((other) => other.startsWith(`${name}/`));
  return [
    ...others.flatMap((other) => ['--ignore', `test/out/${other}/**`]),
    `test/out/${name.replace(`${ON_FABRIC}/`, '')}/**/*.test.js`,
  ];
}

/** Finds Fabric's programs, or builds them once. */
async function assertFabric() {
  const { fabricBinaries } = await import('../network/out/fabric/binaries.js');
  const { BUILT_VERSION } = await import('../network/out/fabric/binary-build.js');
  const { FABRIC_BIN: directory, CHAINSHARE_CACHE: cache } = process.env;
  const onProgress = (message) => process.stdout.write(`${message}\n`);
  try {
    await fabricBinaries({ version: BUILT_VERSION, directory, cache, onProgress });
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

async function coverage(include) {
  const limits = ['--lines', COVERED_MIN, '--branches', COVERED_MIN];
  return asWhole(
    await run(bin('c8'), [
      'check-coverage',
      '--temp-directory',
      coverageFolder,
      '--include',
      include,
      ...limits,
    ]),
  );
}

/** Runs one check and tells how it went. */
async function check(name, action) {
  const started = Date.now();
  const { output, ...stats } = await action();
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(
    `\n== ${name}\n${output}== ${name}: ${stats.passes} passed, ${stats.failures} failed (${seconds} s)\n`,
  );
  return { name, ...stats };
}

/** What failed, once more: whoever sees only the end of a long output finds it there. */
function printFailures(results) {
  for (const { name, failed } of results) {
    for (const { title, reason } of failed) process.stdout.write(`\n!! ${name}: ${title}\n${reason}\n`);
  }
}

/** Runs actions side by side, a new one whenever one ends. */
async function sideBySide(actions) {
  const results = [];
  const waiting = [...actions];
  const lane = async () => {
    for (let action = waiting.shift(); action !== undefined; action = waiting.shift())
      results.push(await action());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

const prepared = prepare();
const asked = process.argv.slice(2);
const isAsked = (name) =>
  asked.length === 0 || asked.some((word) => name === word || name.startsWith(`${word}/`));
const suites = SUITES.filter((name) => isAsked(name) && existsSync(path.join(root, 'test', 'out', name)));
const commands = Object.keys(COMMANDS).filter(isAsked);
const fabricSuites = asked.length === 0 ? [] : FABRIC_SUITES.filter(isAsked);
if (fabricSuites.length > 0) await assertFabric();
const results = await sideBySide([
  // First, since they begin while packages are still being compiled.
  ...commands.map((name) => () => check(name, async () => asWhole(await run(...split(COMMANDS[name]))))),
  ...[...suites, ...fabricSuites].map((name) => async () => {
    await prepared;
    return check(name, () => suite(name));
  }),
]);
if (asked.length === 0) {
  for (const include of Object.values(COVERED)) {
    results.push(
      await check(`coverage of ${include}, ${COVERED_MIN} % of lines and branches`, () => coverage(include)),
    );
  }
}
rmSync(scratch, { recursive: true });

function split([file, ...args]) {
  return [file, args];
}

const sum = (key) => results.reduce((total, stats) => total + stats[key], 0);
printFailures(results);
const skipped = sum('pending') > 0 ? `, ${sum('pending')} skipped` : '';
process.stdout.write(`\n${sum('passes')} passed, ${sum('failures')} failed${skipped}\n`);
process.exitCode = sum('failures') > 0 || sum('passes') === 0 ? 1 : 0;
