// SPDX-License-Identifier: Apache-2.0
// Runs one compiled test file as mocha does, but by `import`: what mocha loads by `require` never passes a
// module loader's hooks, and the mutants with it. Exit code 0: all passed.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';

const TEST_TIMEOUT_MS = 20_000;

const mocha = new Mocha({ timeout: TEST_TIMEOUT_MS, bail: true });
mocha.suite.emit('pre-require', globalThis, null, mocha);
await import(pathToFileURL(path.resolve(process.argv[2])).href);
mocha.run((failures) => process.exit(failures > 0 ? 1 : 0));
