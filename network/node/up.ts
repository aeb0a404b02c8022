// SPDX-License-Identifier: Apache-2.0
import { CHAINCODE_FOLDER, chaincodeVersion } from '../demo/chaincode.js';
import { ledgerOf } from '../demo/fabric-ledger.js';
import { writeNetworkFiles } from '../demo/network-files.js';
import { NODE_PORTS_ABOVE } from '../demo/ports.js';
import { partOf, planNetwork } from '../fabric/plan.js';
import { networkStatus } from '../fabric/status.js';
import { readTopology } from '../fabric/topology.js';
import { bringUp } from '../fabric/up.js';
import { statusTable } from '../fabric/words.js';
import { startGatewayProcesses } from './gateways.js';
import { firstMembers, foundingList } from './members.js';
import type { NodeOptions } from './options.js';

/** `chainshare-node up`: everything of a topology, or one organisation's part of it, gateways included. */
export async function up(
  options: Extract<NodeOptions, { command: 'up' }>,
  { say, note }: { readonly say: (text: string) => void; readonly note: (text: string) => void },
): Promise<void> {
  const topology = readTopology(options.topology);
  const firstPort = topology.ports ?? options.firstPort;
  const plan = planNetwork(topology, options.dataDir, firstPort + NODE_PORTS_ABOVE);
  const members = firstMembers(topology);
  const network = await bringUp(plan, {
    chaincodeVersion: chaincodeVersion(),
    chaincodeFolderOf: () => CHAINCODE_FOLDER,
    foundingMembers: foundingList(members),
    only: options.only,
    binaryFolder: process.env['FABRIC_BIN'],
    cache: process.env['CHAINSHARE_CACHE'],
    onProgress: note,
  });
  note('Gateways 网关…');
  const own = options.only === undefined ? plan : partOf(plan, options.only);
  const entries = await startGatewayProcesses({ whole: plan, own }, network.processes, {
    firstPort,
    members,
  });
  const { networkFile } = await writeNetworkFiles(ledgerOf(network), entries, options.dataDir);
  say(statusTable(await networkStatus(network.processes)));
  say(`\nThe network is up 网络已启动: npx chainshare --network ${networkFile} status`);
}
