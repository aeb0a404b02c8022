// SPDX-License-Identifier: Apache-2.0
/** A ledger in a process of its own, or the one that runs the nodes of a Fabric network; it ends when its parent lets go of it. */
import { startEmbedded } from '#network/demo/embedded-ledger.js';
import { DEMO_ENTERPRISES } from '#network/demo/enterprises.js';
import { startFabric } from '#network/demo/fabric-ledger.js';
import type { RunningLedger } from '#network/demo/ledger.js';
import { takePortRange } from '#network/fabric/ports.js';
import type { LedgerAsked, LedgerStarted } from './messages.js';

const asked = JSON.parse(process.argv[2] ?? '') as LedgerAsked;
const ledger = await start(asked);
process.once('disconnect', () => {
  void ledger.stop().then(() => process.exit());
});
const { kind, channel, trust, peers } = ledger;
process.send?.({ kind, channel, trust, peers: [...peers] } satisfies LedgerStarted);

async function start({ kind, dataDir, enterprises, blockMs }: LedgerAsked): Promise<RunningLedger> {
  const options = {
    dataDir,
    enterprises: DEMO_ENTERPRISES.filter(({ id }) => enterprises.includes(id)),
    block: { timeoutMs: blockMs, maxMessages: 500 },
  };
  if (kind === 'embedded') return startEmbedded({ ...options, channel: 'chain', firstPort: 0 });
  const ports = await takePortRange();
  const running = await startFabric({ ...options, orderers: 1, firstPort: ports.first });
  return {
    ...running,
    stop: async () => {
      await running.stop();
      await ports.release();
    },
  };
}
