// SPDX-License-Identifier: Apache-2.0
import type { GatewayConfig } from './config.js';
import { startGateway, type Gateway, type StartOptions } from './gateway.js';

/** Several gateways in one process, each with its own folder, keys, store and port. */
export interface Host {
  /** By enterprise. */
  readonly gateways: ReadonlyMap<string, Gateway>;
  close(): Promise<void>;
}

/**
 * Starts the gateways of several enterprises in this process. Whoever runs it is trusted by all of them: their
 * keys and clear values are in its memory.
 *
 * @returns when every one has joined the network
 * @throws what the first one throws that cannot start; the others are closed again
 */
export async function startHost(
  configs: readonly GatewayConfig[],
  options: StartOptions = {},
): Promise<Host> {
  const starting = await Promise.allSettled(configs.map((config) => startGateway(config, options)));
  const started = starting.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all(started.map((gateway) => gateway.close()));
  };
  const failed = starting.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  return { gateways: new Map(started.map((gateway) => [gateway.enterprise, gateway])), close };
}
