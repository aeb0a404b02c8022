// SPDX-License-Identifier: Apache-2.0
import type { Restart } from '../fabric/supervisor.js';
import { restartMessage } from '../fabric/words.js';
import { startEmbedded } from './embedded-ledger.js';
import { DEMO_ENTERPRISES } from './enterprises.js';
import type { RunningLedger } from './ledger.js';
import type { StartOptions } from './options.js';
import { assertPortsFree, NODE_PORTS_ABOVE } from './ports.js';

const CHANNEL = 'chain';

/** A ledger, and what is worth telling about it once everything runs. */
export interface StartedLedger {
  readonly ledger: RunningLedger;
  readonly report?: (readyAt: number) => Promise<string>;
}

/** Starts the ledger that was asked for. */
export async function startLedger(
  { fabric, dataDir, orderers, port }: StartOptions,
  note: (text: string) => void,
  signal: AbortSignal,
): Promise<StartedLedger> {
  const common = { dataDir, enterprises: DEMO_ENTERPRISES, firstPort: port + NODE_PORTS_ABOVE };
  if (!fabric) {
    await assertPortsFree([common.firstPort], DEMO_ENTERPRISES.length);
    const ledger = await startEmbedded({ channel: CHANNEL, ...common });
    return { ledger };
  }
  const { startFabric } = await import('./fabric-ledger.js');
  const { fabricReport } = await import('./report.js');
  const onRestart = (restart: Restart): void => {
    note(restartMessage(restart));
  };
  const ledger = await startFabric({ ...common, orderers, onProgress: note, onRestart, signal });
  return { ledger, report: (readyAt) => fabricReport(ledger.network, readyAt) };
}
