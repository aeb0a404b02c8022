// SPDX-License-Identifier: Apache-2.0
import { TEST_LEDGER } from '../support/start-ledger.js';
import { FaultNetwork } from './support/fault-network.js';
import { assertHoldsOnce } from './support/holdings.js';
import { recovered } from './support/nothing-lost.js';
import { PublishCall, type Acknowledged } from './support/publish-call.js';

/** What an enterprise misses that is away for a day or two; less on the ledger of every `npm test`. */
const PUBLICATIONS = TEST_LEDGER === 'fabric' ? 1_000 : 200;

/** Calls at once, each of one publication. */
const CALLERS = 8;

describe('an enterprise that was away', function () {
  this.timeout(300_000);

  let network: FaultNetwork;

  before(async () => {
    network = await FaultNetwork.start();
  });

  after(async () => {
    await network.remove();
  });

  /** Publishes from several callers, one publication a call. */
  async function publish(count: number): Promise<readonly Acknowledged[]> {
    const acknowledged: Acknowledged[] = [];
    let begun = 0;
    const caller = async (): Promise<void> => {
      while (begun < count) {
        begun += 1;
        acknowledged.push(await new PublishCall().acknowledged(network.xinghe));
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
    return acknowledged;
  }

  it(`has everything, once, when it is back after ${PUBLICATIONS} publications`, async () => {
    const { ledger, xinghe, qiming } = network;
    await qiming.kill();
    await ledger.stopPeer('Qiming');
    const acknowledged = await publish(PUBLICATIONS);
    const started = performance.now();
    await ledger.startPeer('Qiming');
    await qiming.start();
    await recovered(network, acknowledged);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    process.stdout.write(`      ready, nothing pending, ${seconds} s after its return\n`);
    for (const gateway of [xinghe, qiming]) await assertHoldsOnce(gateway, acknowledged);
  });
});
