// SPDX-License-Identifier: Apache-2.0
/** A gateway in a process of its own, which kills itself at the step that it is told. Only tests can do that. */
import { startGateway, type GatewayConfig } from '@chainshare/gateway';

const config = JSON.parse(process.env['GATEWAY_UNDER_TEST'] ?? '') as GatewayConfig;
let crashAt: string | undefined;

process.on('message', (step: string) => {
  crashAt = step;
  process.send?.('armed');
});

const gateway = await startGateway(config, {
  step: (name) => {
    if (name === crashAt) process.kill(process.pid, 'SIGKILL');
  },
});
process.send?.(gateway.url);
