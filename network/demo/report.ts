// SPDX-License-Identifier: Apache-2.0
import { memoryOf } from '../fabric/process-memory.js';
import { networkStatus } from '../fabric/status.js';
import type { FabricNetwork } from '../fabric/up.js';
import { memoryCell, statusTable } from '../fabric/words.js';

/** What a start on Fabric tells beside its addresses: how long its parts took, and every process with its memory. */
export async function fabricReport(network: FabricNetwork, readyAt: number): Promise<string> {
  const defined = network.definedAt - network.beganAt;
  const ready = readyAt - network.beganAt;
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return [
    '',
    `Both chaincode definitions committed after 链码定义提交用时 ${seconds(defined)},`,
    `every gateway ready after 网关全部就绪用时 ${seconds(ready)} (${(ready / defined).toFixed(2)} times that)`,
    '',
    'Processes and their memory 进程与内存:',
    statusTable(await networkStatus(network.processes)),
    `this process, with all gateways 本进程（含全部网关）: ${memoryCell(memoryOf(process.pid)).trim()}`,
  ].join('\n');
}
