// SPDX-License-Identifier: Apache-2.0
'use strict';
const { writeFileSync } = require('node:fs');
const { Base, Spec } = require('mocha').reporters;

/**
 * Mocha's spec reporter that also leaves its counts and what failed in a file, so that `npm test` can add several runs
 * up and repeat their failures at its end.
 */
module.exports = class CountingReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const file = process.env.MOCHA_STATS_FILE;
      const { passes, failures, pending } = runner.stats;
      const failed = this.failures.map(asText);
      if (file) writeFileSync(file, JSON.stringify({ passes, failures, pending, failed }));
    });
  }
};

/** A stack begins with the message; how two values differ stands in neither. */
function asText(test) {
  const { err } = test;
  const difference = Base.showDiff(err) ? Base.generateDiff(err.actual, err.expected) : '';
  return { title: test.fullTitle(), reason: `${err.stack ?? String(err)}${difference}` };
}
