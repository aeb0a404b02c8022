// SPDX-License-Identifier: Apache-2.0
/** One gateway in a process of its own, which says on request how much memory it needs. */
import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startGateway, type GatewayConfig } from '@chainshare/gateway';
import type { GatewayStarted, Memory } from './messages.js';

const KIB = 1_024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const STATUS = '/proc/self/status';

/**
 * Of this program alone where the system tells: what `getrusage` does is not less than its starter held when it
 * started it, since exec keeps that.
 */
function peak(): number {
  const status = existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '';
  const own = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number(own ?? process.resourceUsage().maxRSS) * KIB;
}

const gateway = await startGateway(JSON.parse(process.argv[2] ?? '') as GatewayConfig);
process.once('disconnect', () => {
  void gateway.close().then(() => process.exit());
});
process.on('message', () => {
  const peakBytes = peak();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ peakBytes, keptBytes: heapUsed + external } satisfies Memory);
});
process.send?.({ url: gateway.url } satisfies GatewayStarted);
