// SPDX-License-Identifier: Apache-2.0
/** An embedded ledger in a process of its own; it ends when its parent lets go of it. */
import { startEmbedded } from '#network/demo/embedded-ledger.js';
import { DEMO_ENTERPRISES } from '#network/demo/enterprises.js';
import type { LedgerAsked, LedgerStarted } from './messages.js';

const { dataDir, enterprises, blockMs } = JSON.parse(process.argv[2] ?? '') as LedgerAsked;
const ledger = await startEmbedded({
  channel: 'chain',
  dataDir,
  enterprises: DEMO_ENTERPRISES.filter(({ id }) => enterprises.includes(id)),
  firstPort: 0,
  block: { timeoutMs: blockMs, maxMessages: 500 },
});
process.once('disconnect', () => {
  void ledger.stop().then(() => process.exit());
});
const { kind, channel, trust, peers } = ledger;
process.send?.({ kind, channel, trust, peers: [...peers] } satisfies LedgerStarted);
