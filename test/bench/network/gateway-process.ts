// SPDX-License-Identifier: Apache-2.0
/** One gateway in a process of its own, which says on request how much memory it needs. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startGateway, type GatewayConfig } from '@chainshare/gateway';
import type { GatewayStarted, Memory } from './messages.js';

const KIB = 1_024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const gateway = await startGateway(JSON.parse(process.argv[2] ?? '') as GatewayConfig);
process.once('disconnect', () => {
  void gateway.close().then(() => process.exit());
});
process.on('message', () => {
  const peakBytes = process.resourceUsage().maxRSS * KIB;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ peakBytes, keptBytes: heapUsed + external } satisfies Memory);
});
process.send?.({ url: gateway.url } satisfies GatewayStarted);
