// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FabricBinaries } from './binaries.js';
import { healthAddress, waitUntilReady } from './health.js';
import { peerEnvironment } from './node-environment.js';
import { allPeers, type NetworkPlan, type PeerPlan } from './plan.js';
import type { ProcessSpec } from './process-spec.js';
import type { Processes } from './processes.js';

const BUILDER = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../fabric/builder');

/** The process of one peer. It gossips first with its sibling, else with itself, as Fabric expects within one organisation. */
export function peerProcess(peer: PeerPlan, plan: NetworkPlan, binaries: FabricBinaries): ProcessSpec {
  const siblings = allPeers(plan).filter(({ organisation }) => organisation === peer.organisation);
  const first = siblings.find(({ index }) => index !== peer.index) ?? peer;
  return {
    name: peer.name,
    command: path.join(binaries.directory, 'peer'),
    args: ['node', 'start'],
    env: peerEnvironment(peer, {
      config: binaries.config,
      builder: BUILDER,
      bootstrap: `${first.host}:${first.port}`,
    }),
    health: healthAddress(peer),
  };
}

/** Starts every peer and waits until each answers its health check. */
export async function startPeers(
  plan: NetworkPlan,
  binaries: FabricBinaries,
  processes: Processes,
): Promise<void> {
  const specs = allPeers(plan).map((peer) => peerProcess(peer, plan, binaries));
  await Promise.all(specs.map((spec) => processes.start(spec)));
  await Promise.all(specs.map((spec) => waitUntilReady(spec, processes)));
}
