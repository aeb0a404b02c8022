// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import type { FabricBinaries } from './binaries.js';
import { healthAddress, waitUntilReady } from './health.js';
import { ordererEnvironment } from './node-environment.js';
import type { NetworkPlan, OrdererPlan } from './plan.js';
import type { ProcessSpec } from './process-spec.js';
import type { Processes } from './processes.js';

/** The process of one ordering node. */
export function ordererProcess(orderer: OrdererPlan, binaries: FabricBinaries): ProcessSpec {
  return {
    name: orderer.id,
    command: path.join(binaries.directory, 'orderer'),
    args: [],
    env: ordererEnvironment(orderer, binaries.config),
    health: healthAddress(orderer),
  };
}

/** Starts every ordering node and waits until each answers its health check. */
export async function startOrderers(
  plan: NetworkPlan,
  binaries: FabricBinaries,
  processes: Processes,
): Promise<void> {
  const specs = plan.orderers.map((orderer) => ordererProcess(orderer, binaries));
  await Promise.all(specs.map((spec) => processes.start(spec)));
  await Promise.all(specs.map((spec) => waitUntilReady(spec, processes)));
}
