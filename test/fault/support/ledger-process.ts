// SPDX-License-Identifier: Apache-2.0
/** The embedded ledger in a process of its own, whose peers can be stopped and started alone. */
import { startEmbedded, type EmbeddedOptions } from '#network/demo/embedded-ledger.js';
import type { LedgerFacts, PeerOrder } from './embedded-process.js';

const options = JSON.parse(process.argv[2] ?? '') as EmbeddedOptions;
const { ledger, peers, trust } = await startEmbedded(options);

process.on('message', ({ enterprise, runs }: PeerOrder) => {
  const done = runs ? ledger.startPeer(enterprise) : ledger.stopPeer(enterprise);
  void done.then(() => process.send?.('done'));
});
// A test that was interrupted leaves nothing behind.
process.once('disconnect', () => process.exit());

const facts: LedgerFacts = { peers: [...peers], trust };
process.send?.(facts);
