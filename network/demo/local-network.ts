// SPDX-License-Identifier: Apache-2.0
import { startGateways, type GatewaysOptions, type RunningGateways } from './gateways.js';
import type { RunningLedger } from './ledger.js';
import { writeNetworkFiles, type NetworkFiles } from './network-files.js';

/** A ledger and the gateways of its enterprises, with the files by which clients find them. */
export interface LocalNetwork<L extends RunningLedger = RunningLedger> extends NetworkFiles {
  readonly ledger: L;
  readonly gateways: RunningGateways['gateways'];
  stop(): Promise<void>;
}

/**
 * Starts the gateways on a ledger and writes `network.json` and `trust.json` into a folder.
 * The ledger becomes part of the network: it is stopped with it, and also when the network cannot be started.
 */
export async function startLocalNetwork<L extends RunningLedger>(
  ledger: L,
  options: GatewaysOptions & { readonly filesIn: string },
): Promise<LocalNetwork<L>> {
  try {
    const running = await startGateways(ledger, options);
    return {
      ledger,
      gateways: running.gateways,
      ...(await writeNetworkFiles(ledger, running.entries, options.filesIn)),
      stop: async () => {
        await running.stop();
        await ledger.stop();
      },
    };
  } catch (error) {
    await ledger.stop();
    throw error;
  }
}
