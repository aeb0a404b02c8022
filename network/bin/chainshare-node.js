#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Plain JavaScript, so that the command exists before anything is built.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../out/node/main.js', import.meta.url);
if (existsSync(fileURLToPath(main))) {
  await import(main.href);
} else {
  process.stderr.write(
    'chainshare-node is not built yet 尚未构建. In the folder of the repository run: npm install && npm run build\n',
  );
  process.exitCode = 2;
}
