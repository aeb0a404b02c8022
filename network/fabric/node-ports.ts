// SPDX-License-Identifier: Apache-2.0
import { NetworkError } from './network-error.js';
import { chaincodeName, type NetworkPlan } from './plan.js';
import { firstUsed } from './ports.js';
import type { Processes } from './processes.js';

/** A port that a process of the plan will listen on. */
interface NodePort {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Every port of the plan is free, or belongs to a process of this network that runs.
 * @throws NetworkError PORT_IN_USE
 */
export async function assertNodePortsFree(plan: NetworkPlan, processes: Processes): Promise<void> {
  for (const { name, host, port } of portsOf(plan)) {
    if (processes.isRunning(name)) continue;
    if ((await firstUsed(port, 1, host)) !== undefined) {
      throw new NetworkError('PORT_IN_USE', { name, host, port });
    }
  }
}

function portsOf(plan: NetworkPlan): readonly NodePort[] {
  const orderers = plan.orderers.flatMap(({ id: name, host, port, adminPort, operationsPort }) =>
    [port, adminPort, operationsPort].map((each) => ({ name, host, port: each })),
  );
  const members = plan.organisations.flatMap((organisation) => {
    const [host = '', port] = organisation.chaincodeAddress.split(':');
    const chaincode = { name: chaincodeName(organisation), host, port: Number(port) };
    const peers = organisation.peers.flatMap((peer) =>
      [peer.port, peer.chaincodeListenPort, peer.operationsPort].map((each) => {
        return { name: peer.name, host: peer.host, port: each };
      }),
    );
    return [chaincode, ...peers];
  });
  return [...orderers, ...members];
}
