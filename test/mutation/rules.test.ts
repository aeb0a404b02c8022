// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect } from 'chai';
import { root } from '../unit/project/sources.js';
import { RULES, type Rule } from './rules.js';

const RUNNER = path.join(root, 'test/mutation/run-guards.mjs');
const PRELOAD = path.join(root, 'test/mutation/preload.mjs');
const RUN_TIMEOUT_MS = 120_000;

/** Runs the tests that guard a rule, with the rule or without it. */
function runGuards(rule: Rule, mutated: boolean): { readonly passed: boolean; readonly output: string } {
  const { file, find, replace, guards } = rule;
  const mutant = mutated ? ['--import', PRELOAD] : [];
  const run = spawnSync(process.execPath, [...mutant, RUNNER, `test/out/${guards}`], {
    cwd: root,
    encoding: 'utf8',
    timeout: RUN_TIMEOUT_MS,
    env: { ...process.env, CHAINSHARE_MUTANT: JSON.stringify({ file, find, replace }) },
  });
  return { passed: run.status === 0, output: run.stdout + run.stderr };
}

describe('removing a rule is noticed', function () {
  this.timeout(2 * RUN_TIMEOUT_MS);

  for (const rule of RULES) {
    it(`"${rule.name}" (${rule.file})`, () => {
      const without = runGuards(rule, true);
      expect(without.output).to.not.contain('MUTANT_NOT_FOUND');
      expect(without.output, 'the guards must run, not crash').to.contain('failing');
      expect(without.passed).to.equal(false);
    });
  }

  it('and the same tests pass with all rules in place', () => {
    const guards = [...new Set(RULES.map((rule) => rule.guards))];
    for (const guard of guards) {
      const rule = RULES.find((candidate) => candidate.guards === guard);
      if (rule !== undefined) expect(runGuards(rule, false).passed, guard).to.equal(true);
    }
  });
});
