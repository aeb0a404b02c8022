// SPDX-License-Identifier: Apache-2.0
/** A gateway in a process of its own, which kills itself where it is told to. Only tests can do that. */
import { startGateway } from '@chainshare/gateway';
import type { Death, GatewayOrder } from './killable-gateway.js';

const order = JSON.parse(process.argv[2] ?? '') as GatewayOrder;
let { death } = order;
let met = 0;

process.on('message', (next: Death) => {
  death = next;
  met = 0;
  process.send?.('armed');
});
// A test that was interrupted leaves nothing behind.
process.once('disconnect', () => process.exit());

await startGateway(order.config, {
  step: (name) => {
    if (name !== death?.step) return;
    met += 1;
    if (met === death.occurrence) process.kill(process.pid, 'SIGKILL');
  },
});
process.send?.('joined');
