// SPDX-License-Identifier: Apache-2.0
// `npm run fuzz`: prepares what is missing, then lets an outside fuzzer ask a gateway whatever its document allows.
import { prepare } from '../../network/prepare.js';

await prepare();
const { main } = await import('../out/fuzz/main.js');
await main(process.argv.slice(2));
