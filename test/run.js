// SPDX-License-Identifier: Apache-2.0
// `npm test`: everything a change must not break. Installs and builds what is missing, then runs each check
// and closes with one line, 'N passed, N failed'. `npm test -- unit scenario` runs the named checks alone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepare, root } from '../network/prepare.js';

const bin = (name) => path.join(root, 'node_modules', '.bin', name);

/** Checks that are one command: they pass or fail as a whole. */
const COMMANDS = {
  lint: [bin('eslint'), '.'],
  format: [bin('prettier'), '--check', '--log-level', 'warn', '.'],
};

/** Folders of compiled tests, in the order of how fast they fail. */
const SUITES = ['unit', 'conformance', 'scenario', 'security', 'fault', 'mutation'];

/** Code whose every line somebody's trust hangs on: what must be covered by unit tests, in per cent. */
const COVERED = ['chaincode/out/model/**', 'gateway/out/sealing/**', 'client-sdk/out/verify/**'];
const COVERED_MIN = '95';

/** One result per covered folder, from what the unit tests left in the folder of V8 coverage. */
function coverage(folder) {
  const outcomes = COVERED.map((include) => {
    const limits = ['--lines', COVERED_MIN, '--branches', COVERED_MIN];
    const args = ['check-coverage', '--temp-directory', folder, '--include', include, ...limits];
    const { status } = spawnSync(bin('c8'), args, { cwd: root, stdio: 'inherit' });
    process.stdout.write(
      `${status === 0 ? 'covered' : 'NOT COVERED'}: ${include}, ${COVERED_MIN} % of lines and branches\n`,
    );
    return status === 0;
  });
  const passes = outcomes.filter(Boolean).length;
  return { passes, failures: outcomes.length - passes, pending: 0 };
}

function command(name) {
  const [file, ...args] = COMMANDS[name];
  const { status } = spawnSync(file, args, { cwd: root, stdio: 'inherit' });
  return status === 0 ? { passes: 1, failures: 0, pending: 0 } : { passes: 0, failures: 1, pending: 0 };
}

function suite(name, statsFile, coverageFolder) {
  const folder = path.join(root, 'test', 'out', name);
  if (!existsSync(folder)) return undefined;
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/mocha/bin/mocha.js'),
      '--config',
      'test/.mocharc.json',
      `${folder}/**/*.test.js`,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        MOCHA_STATS_FILE: statsFile,
        ...(name === 'unit' && { NODE_V8_COVERAGE: coverageFolder }),
      },
    },
  );
  const stats = existsSync(statsFile)
    ? JSON.parse(readFileSync(statsFile, 'utf8'))
    : { passes: 0, failures: 0, pending: 0 };
  rmSync(statsFile, { force: true });
  // A run that died before it could count is a failure, whatever it had printed.
  return status === 0 || stats.failures > 0 ? stats : { ...stats, failures: stats.failures + 1 };
}

function check(name) {
  const coverageFolder = path.join(scratch, 'v8-coverage');
  if (name in COMMANDS) return command(name);
  if (name === 'coverage') return existsSync(coverageFolder) ? coverage(coverageFolder) : undefined;
  return suite(name, path.join(scratch, `${name}.json`), coverageFolder);
}

prepare();
const asked = process.argv.slice(2);
const chosen = [
  ...Object.keys(COMMANDS),
  ...SUITES.flatMap((name) => (name === 'unit' ? [name, 'coverage'] : [name])),
].filter((name) => asked.length === 0 || asked.includes(name));
const scratch = mkdtempSync(path.join(tmpdir(), 'chainshare-test-'));
const total = { passes: 0, failures: 0, pending: 0 };
for (const name of chosen) {
  const started = Date.now();
  process.stdout.write(`\n== ${name}\n`);
  const stats = check(name);
  if (stats === undefined) continue;
  for (const key of Object.keys(total)) total[key] += stats[key];
  process.stdout.write(
    `== ${name}: ${stats.passes} passed, ${stats.failures} failed (${Math.round((Date.now() - started) / 1000)} s)\n`,
  );
}
rmSync(scratch, { recursive: true });
process.stdout.write(
  `\n${total.passes} passed, ${total.failures} failed${total.pending > 0 ? `, ${total.pending} skipped` : ''}\n`,
);
process.exitCode = total.failures > 0 || total.passes === 0 ? 1 : 0;
