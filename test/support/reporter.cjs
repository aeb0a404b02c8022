// SPDX-License-Identifier: Apache-2.0
'use strict';
const { writeFileSync } = require('node:fs');
const { Spec } = require('mocha').reporters;

/** Mocha's spec reporter that also leaves its counts in a file, so that `npm test` can add several runs up. */
module.exports = class CountingReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const file = process.env.MOCHA_STATS_FILE;
      const { passes, failures, pending } = runner.stats;
      if (file) writeFileSync(file, JSON.stringify({ passes, failures, pending }));
    });
  }
};
