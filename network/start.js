// SPDX-License-Identifier: Apache-2.0
// `npm start`: prepares what is missing, then runs the demonstration network.
import { prepare } from './prepare.js';

await prepare();
const { main } = await import('./out/demo/main.js');
await main(process.argv.slice(2));
