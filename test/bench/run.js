// SPDX-License-Identifier: Apache-2.0
// `npm run bench`: prepares what is missing, then measures the figures of the README.
import { prepare } from '../../network/prepare.js';

await prepare();
const { main } = await import('../out/bench/main.js');
await main(process.argv.slice(2));
