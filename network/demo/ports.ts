// SPDX-License-Identifier: Apache-2.0
import { firstUsed } from '../fabric/ports.js';

/** Nodes of the ledger listen this far above the gateways. */
export const NODE_PORTS_ABOVE = 100;

/** A port that the demonstration needs is taken. */
export class PortInUseError extends Error {
  readonly exitCode = 1;

  constructor(port: number) {
    super(
      `Port ${port} is in use: another start is running, or choose another first port with --port <number>.\n` +
        `端口 ${port} 已被占用：请先停止正在运行的网络，或用 --port <端口> 另选起始端口。`,
    );
    this.name = 'PortInUseError';
  }
}

/**
 * Checks ranges of ports before anything is started, so that a start either has all it needs or changes nothing.
 * @throws PortInUseError
 */
export async function assertPortsFree(firsts: readonly number[], count: number): Promise<void> {
  for (const first of firsts) {
    const used = await firstUsed(first, count);
    if (used !== undefined) throw new PortInUseError(used);
  }
}
