// SPDX-License-Identifier: Apache-2.0
/** One gateway in a process of its own, which says on request how much memory it has needed. */
import { startGateway, type GatewayConfig } from '@chainshare/gateway';
import type { GatewayStarted, PeakMemory } from './messages.js';

const KIB = 1_024;

const gateway = await startGateway(JSON.parse(process.argv[2] ?? '') as GatewayConfig);
process.once('disconnect', () => {
  void gateway.close().then(() => process.exit());
});
process.on('message', () => {
  process.send?.({ peakBytes: process.resourceUsage().maxRSS * KIB } satisfies PeakMemory);
});
process.send?.({ url: gateway.url } satisfies GatewayStarted);
